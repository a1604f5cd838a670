-- Planning: what tasks are to each other.

CREATE TABLE task_links (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL CONSTRAINT task_links_type CHECK (type IN ('blocks', 'relates', 'duplicates')),
    from_task_id uuid NOT NULL,
    to_task_id uuid NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, from_task_id) REFERENCES tasks ON DELETE CASCADE,
    FOREIGN KEY (organization_id, to_task_id) REFERENCES tasks ON DELETE CASCADE
);
-- Two tasks are linked once in one way, whoever is named first: relates has no direction, and nothing duplicates its own duplicate.
CREATE UNIQUE INDEX task_links_pair ON task_links (organization_id, type, least(from_task_id, to_task_id), greatest(from_task_id, to_task_id));
CREATE INDEX task_links_from ON task_links (organization_id, from_task_id);
CREATE INDEX task_links_to ON task_links (organization_id, to_task_id);

DO $$
DECLARE
    tenant_table text;
BEGIN
    FOREACH tenant_table IN ARRAY ARRAY['task_links'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
        EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = ANY ((SELECT current_setting(''app.orgs''))::uuid[]))', tenant_table);
    END LOOP;
END $$;
