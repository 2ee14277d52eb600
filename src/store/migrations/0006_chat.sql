CREATE TABLE `alert_member` (
	`rule_id` integer NOT NULL,
	`customer_id` integer NOT NULL,
	`entered_at` integer NOT NULL,
	`told_at` integer,
	`left_at` integer,
	PRIMARY KEY(`rule_id`, `customer_id`, `entered_at`),
	FOREIGN KEY (`rule_id`) REFERENCES `alert_rule`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `alert_rule` (
	`id` integer PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`watched` text NOT NULL,
	`owner` text,
	`daily_cap` integer NOT NULL,
	`snoozed_until` integer,
	`is_muted` integer DEFAULT false NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`looked_at` integer
);
--> statement-breakpoint
CREATE TABLE `chat_post` (
	`key` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`thread_ts` text,
	`body` text NOT NULL,
	`planned_at` integer NOT NULL,
	`tried_at` integer,
	`posted_at` integer,
	`ts` text,
	`failure` text
);
--> statement-breakpoint
CREATE INDEX `chat_post_time` ON `chat_post` (`planned_at`);--> statement-breakpoint
CREATE TABLE `chat_seen` (
	`key` text PRIMARY KEY NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `chat_seen_time` ON `chat_seen` (`seen_at`);--> statement-breakpoint
CREATE TABLE `chat_subscription` (
	`id` integer PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`time_zone` text NOT NULL,
	`language` text NOT NULL,
	`shows_names` integer NOT NULL,
	`muted_until` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chat_subscription_channel` ON `chat_subscription` (`channel`,`kind`);--> statement-breakpoint
CREATE TABLE `chat_thread` (
	`channel` text NOT NULL,
	`thread_ts` text NOT NULL,
	`followed` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`channel`, `thread_ts`)
);
--> statement-breakpoint
CREATE INDEX `chat_thread_time` ON `chat_thread` (`updated_at`);--> statement-breakpoint
CREATE TABLE `customer_tag` (
	`customer_id` integer NOT NULL,
	`tag` text NOT NULL,
	`tagged_by` text NOT NULL,
	`tagged_at` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `tag`),
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `customer_tag_tag` ON `customer_tag` (`tag`);