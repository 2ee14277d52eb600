CREATE TABLE `control_assignment` (
	`rule` text NOT NULL,
	`customer_id` integer NOT NULL,
	`arm` text NOT NULL,
	`share` real NOT NULL,
	`drawn_as` text NOT NULL,
	`assigned_at` integer NOT NULL,
	PRIMARY KEY(`rule`, `customer_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `control_assignment_customer` ON `control_assignment` (`customer_id`);--> statement-breakpoint
ALTER TABLE `alert_rule` ADD `kept_at` integer;