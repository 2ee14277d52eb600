CREATE TABLE `customer` (
	`id` integer PRIMARY KEY NOT NULL,
	`public_id` text NOT NULL,
	`email` text,
	`name` text,
	`phone` text,
	`country` text,
	`created_at` integer,
	`attributes` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_public_id` ON `customer` (`public_id`);--> statement-breakpoint
CREATE INDEX `customer_email` ON `customer` (`email`);--> statement-breakpoint
CREATE TABLE `fact` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `identity` (
	`id` integer PRIMARY KEY NOT NULL,
	`customer_id` integer NOT NULL,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`email` text,
	`created_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identity_source_id` ON `identity` (`source`,`source_id`);--> statement-breakpoint
CREATE INDEX `identity_customer` ON `identity` (`customer_id`);--> statement-breakpoint
CREATE TABLE `import_run` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`files` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`report` text
);
--> statement-breakpoint
CREATE TABLE `model` (
	`id` integer PRIMARY KEY NOT NULL,
	`task` text NOT NULL,
	`version` text NOT NULL,
	`trained_at` integer NOT NULL,
	`as_of` integer NOT NULL,
	`seed` integer NOT NULL,
	`rung` text NOT NULL,
	`is_champion` integer DEFAULT false NOT NULL,
	`file` text NOT NULL,
	`sha256` text NOT NULL,
	`evaluation` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `model_version` ON `model` (`task`,`version`);--> statement-breakpoint
CREATE UNIQUE INDEX `model_champion` ON `model` (`task`) WHERE "model"."is_champion";--> statement-breakpoint
CREATE TABLE `orders` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`customer_id` integer,
	`ordered_at` integer NOT NULL,
	`currency` text NOT NULL,
	`gross` integer NOT NULL,
	`refunded` integer NOT NULL,
	`discount` integer,
	`is_test` integer DEFAULT false NOT NULL,
	`cancelled_at` integer,
	`channel` text,
	`country` text,
	`email` text,
	`attributes` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_source_id` ON `orders` (`source`,`source_id`);--> statement-breakpoint
CREATE INDEX `orders_customer_time` ON `orders` (`customer_id`,`ordered_at`);--> statement-breakpoint
CREATE INDEX `orders_time` ON `orders` (`ordered_at`);--> statement-breakpoint
CREATE TABLE `order_line` (
	`order_id` integer NOT NULL,
	`line_no` integer NOT NULL,
	`product_id` integer,
	`quantity` real NOT NULL,
	`unit_price_micros` integer NOT NULL,
	`amount` integer NOT NULL,
	`discount` integer,
	PRIMARY KEY(`order_id`, `line_no`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `product` (
	`id` integer PRIMARY KEY NOT NULL,
	`sku` text NOT NULL,
	`title` text,
	`category` text,
	`price_micros` integer,
	`is_fee` integer DEFAULT false NOT NULL,
	`attributes` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `product_sku` ON `product` (`sku`);--> statement-breakpoint
CREATE TABLE `quality_report` (
	`id` integer PRIMARY KEY NOT NULL,
	`as_of` integer NOT NULL,
	`made_at` integer NOT NULL,
	`verdict` text NOT NULL,
	`report` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`file` text NOT NULL,
	`line` integer NOT NULL,
	`code` text NOT NULL,
	`reason` text NOT NULL,
	`raw` text NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quarantine_place` ON `quarantine` (`kind`,`file`,`line`,`raw`);--> statement-breakpoint
CREATE TABLE `refund` (
	`id` integer PRIMARY KEY NOT NULL,
	`order_id` integer NOT NULL,
	`source` text NOT NULL,
	`source_id` text NOT NULL,
	`refunded_at` integer NOT NULL,
	`amount` integer NOT NULL,
	`reason` text,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refund_source_id` ON `refund` (`source`,`source_id`);--> statement-breakpoint
CREATE INDEX `refund_order` ON `refund` (`order_id`);--> statement-breakpoint
CREATE TABLE `segment_member` (
	`as_of` integer NOT NULL,
	`customer_id` integer NOT NULL,
	`segment` text NOT NULL,
	PRIMARY KEY(`as_of`, `customer_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
