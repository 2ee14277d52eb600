CREATE INDEX `identity_phone` ON `identity` (`phone`);--> statement-breakpoint
CREATE INDEX `identity_link` ON `identity` (`link`);