CREATE TABLE `push_audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`batch_id` text,
	`step` text NOT NULL,
	`by` text NOT NULL,
	`detail` text DEFAULT '{}' NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_audit_previous` ON `push_audit` (`previous`);--> statement-breakpoint
CREATE INDEX `push_audit_batch` ON `push_audit` (`batch_id`);--> statement-breakpoint
CREATE TABLE `push_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text DEFAULT 'push' NOT NULL,
	`undoes` text,
	`hash` text NOT NULL,
	`state` text DEFAULT 'proposed' NOT NULL,
	`origin` text NOT NULL,
	`as_of` integer NOT NULL,
	`made_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`choice` text DEFAULT '{}' NOT NULL,
	`summary` text NOT NULL,
	`prints` text DEFAULT '{}' NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `push_batch_time` ON `push_batch` (`made_at`);--> statement-breakpoint
CREATE INDEX `push_batch_state` ON `push_batch` (`state`);--> statement-breakpoint
CREATE TABLE `push_standing` (
	`rule` text PRIMARY KEY NOT NULL,
	`daily_cap` integer NOT NULL,
	`set_by` text NOT NULL,
	`set_at` integer NOT NULL,
	`revoked_by` text,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE TABLE `push_write` (
	`id` integer PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`op` text NOT NULL,
	`key` text DEFAULT '' NOT NULL,
	`body` text NOT NULL,
	`state` text DEFAULT 'pending' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`reason` text,
	`words` text,
	`retry_at` integer,
	`wrote` text,
	`left_alone` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `push_batch`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_write_place` ON `push_write` (`batch_id`,`contact_id`,`op`,`key`);--> statement-breakpoint
CREATE INDEX `push_write_open` ON `push_write` (`op`,`id`) WHERE "push_write"."state" in ('pending', 'sent', 'parked');--> statement-breakpoint
CREATE INDEX `push_write_contact` ON `push_write` (`contact_id`);--> statement-breakpoint
CREATE TABLE `pushed_field` (
	`target` text NOT NULL,
	`contact_id` text NOT NULL,
	`field` text NOT NULL,
	`value` text NOT NULL,
	`before` text,
	`batch_id` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`target`, `contact_id`, `field`)
);
