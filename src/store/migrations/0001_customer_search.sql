CREATE VIRTUAL TABLE `customer_search` USING fts5(`public_id`, `name`, `email`, content='customer', content_rowid='id', tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE TRIGGER `customer_search_insert` AFTER INSERT ON `customer` BEGIN
  INSERT INTO `customer_search`(`rowid`, `public_id`, `name`, `email`) VALUES (new.`id`, new.`public_id`, new.`name`, new.`email`);
END;
--> statement-breakpoint
CREATE TRIGGER `customer_search_delete` AFTER DELETE ON `customer` BEGIN
  INSERT INTO `customer_search`(`customer_search`, `rowid`, `public_id`, `name`, `email`) VALUES ('delete', old.`id`, old.`public_id`, old.`name`, old.`email`);
END;
--> statement-breakpoint
CREATE TRIGGER `customer_search_update` AFTER UPDATE OF `public_id`, `name`, `email` ON `customer` BEGIN
  INSERT INTO `customer_search`(`customer_search`, `rowid`, `public_id`, `name`, `email`) VALUES ('delete', old.`id`, old.`public_id`, old.`name`, old.`email`);
  INSERT INTO `customer_search`(`rowid`, `public_id`, `name`, `email`) VALUES (new.`id`, new.`public_id`, new.`name`, new.`email`);
END;
