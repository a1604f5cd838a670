-- The text of living comments as it is searched. Outside row-level security for the reason that task_search is: the operators of trigrams are
-- not leakproof, so their index is not used under it. What is found is joined back to comments and tasks.
CREATE TABLE comment_search (
    organization_id uuid NOT NULL,
    task_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (organization_id, comment_id),
    FOREIGN KEY (organization_id, comment_id) REFERENCES comments ON DELETE CASCADE
);
CREATE INDEX comment_search_words ON comment_search USING gin (document gin_trgm_ops);

CREATE FUNCTION comments_index_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.deleted_at IS NOT NULL THEN
        DELETE FROM comment_search WHERE organization_id = NEW.organization_id AND comment_id = NEW.id;
    ELSE
        INSERT INTO comment_search (organization_id, task_id, comment_id, document)
        VALUES (NEW.organization_id, NEW.task_id, NEW.id, lower(NEW.body))
        ON CONFLICT (organization_id, comment_id) DO UPDATE SET document = excluded.document;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_text_on_insert AFTER INSERT ON comments FOR EACH ROW EXECUTE FUNCTION comments_index_text();
CREATE TRIGGER comments_text_on_update AFTER UPDATE OF body, deleted_at ON comments FOR EACH ROW
    WHEN (NEW.body IS DISTINCT FROM OLD.body OR NEW.deleted_at IS DISTINCT FROM OLD.deleted_at) EXECUTE FUNCTION comments_index_text();

-- Those of before: the owner sees every row while the lock of the ALTER keeps everybody else out.
ALTER TABLE comments NO FORCE ROW LEVEL SECURITY;
INSERT INTO comment_search (organization_id, task_id, comment_id, document)
SELECT organization_id, task_id, id, lower(body) FROM comments WHERE deleted_at IS NULL;
ALTER TABLE comments FORCE ROW LEVEL SECURITY;
