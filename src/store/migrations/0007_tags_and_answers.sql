CREATE TABLE `digest_told` (
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`customer_id` integer NOT NULL,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`key`, `kind`, `customer_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `digest_told_time` ON `digest_told` (`told_at`);--> statement-breakpoint
CREATE INDEX `digest_told_customer` ON `digest_told` (`customer_id`);--> statement-breakpoint
ALTER TABLE `person_merge` ADD `carried_tags` text;--> statement-breakpoint
ALTER TABLE `chat_seen` ADD `answered_at` integer;--> statement-breakpoint
ALTER TABLE `chat_seen` ADD `body` text;--> statement-breakpoint
CREATE INDEX `alert_member_customer` ON `alert_member` (`customer_id`);