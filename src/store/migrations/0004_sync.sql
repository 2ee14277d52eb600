CREATE TABLE `crm_contact` (
	`record_id` integer NOT NULL,
	`contact` text NOT NULL,
	PRIMARY KEY(`record_id`, `contact`),
	FOREIGN KEY (`record_id`) REFERENCES `crm_record`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `crm_contact_contact` ON `crm_contact` (`contact`);--> statement-breakpoint
CREATE TABLE `crm_record` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`source_id` text NOT NULL,
	`updated_at` integer NOT NULL,
	`content_hash` text NOT NULL,
	`occurred_at` integer,
	`is_archived` integer DEFAULT false NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crm_record_source_id` ON `crm_record` (`source`,`kind`,`source_id`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`event_id` text NOT NULL,
	`topic` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`payload` text NOT NULL,
	`state` text DEFAULT 'new' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`note` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_event` ON `inbox` (`source`,`event_id`);--> statement-breakpoint
CREATE INDEX `inbox_state` ON `inbox` (`state`);--> statement-breakpoint
CREATE TABLE `job_run` (
	`job` text NOT NULL,
	`slot` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`note` text,
	PRIMARY KEY(`job`, `slot`)
);
--> statement-breakpoint
CREATE TABLE `person_merge` (
	`id` integer PRIMARY KEY NOT NULL,
	`identity_id` integer NOT NULL,
	`from_public_id` text NOT NULL,
	`into_customer_id` integer NOT NULL,
	`reason` text NOT NULL,
	`words` text NOT NULL,
	`merged_at` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`identity_id`) REFERENCES `identity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`into_customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `person_merge_identity` ON `person_merge` (`identity_id`);--> statement-breakpoint
CREATE TABLE `person_review` (
	`id` integer PRIMARY KEY NOT NULL,
	`one_identity_id` integer NOT NULL,
	`other_identity_id` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`seen_at` integer NOT NULL,
	FOREIGN KEY (`one_identity_id`) REFERENCES `identity`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`other_identity_id`) REFERENCES `identity`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_review_pair` ON `person_review` (`one_identity_id`,`other_identity_id`);--> statement-breakpoint
CREATE TABLE `rejected_record` (
	`source` text NOT NULL,
	`stream` text NOT NULL,
	`source_id` text NOT NULL,
	`reason` text NOT NULL,
	`raw` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`source`, `stream`, `source_id`)
);
--> statement-breakpoint
CREATE TABLE `sync_run` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`mode` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`report` text
);
--> statement-breakpoint
CREATE TABLE `sync_state` (
	`source` text NOT NULL,
	`stream` text NOT NULL,
	`mode` text,
	`position` text,
	`since` integer,
	`run_started_at` integer,
	`max_seen` integer,
	`high_water` integer,
	`reconciled_at` integer,
	PRIMARY KEY(`source`, `stream`)
);
--> statement-breakpoint
CREATE TABLE `tombstone` (
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`source_id` text NOT NULL,
	`reason` text NOT NULL,
	`merged_into` text,
	`gone_at` integer NOT NULL,
	PRIMARY KEY(`source`, `kind`, `source_id`)
);
--> statement-breakpoint
ALTER TABLE `identity` ADD `name` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `country` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `other_emails` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `email_consent` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `sms_consent` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `sale_of_data_consent` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `link` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `is_archived` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `identity` ADD `unavailable` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `attributes` text;--> statement-breakpoint
ALTER TABLE `identity` ADD `updated_at` integer;--> statement-breakpoint
ALTER TABLE `identity` ADD `content_hash` text;--> statement-breakpoint
CREATE INDEX `identity_email` ON `identity` (`email`);--> statement-breakpoint
ALTER TABLE `orders` ADD `source_customer_id` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `updated_at` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `content_hash` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `source_gross` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `source_refunded` integer;--> statement-breakpoint
CREATE INDEX `orders_source_customer` ON `orders` (`source`,`source_customer_id`);--> statement-breakpoint
UPDATE `orders` SET `source_customer_id` = (SELECT `source_id` FROM `identity` WHERE `identity`.`customer_id` = `orders`.`customer_id` AND `identity`.`source` = 'file' LIMIT 1) WHERE `source` = 'file' AND `customer_id` IS NOT NULL;
