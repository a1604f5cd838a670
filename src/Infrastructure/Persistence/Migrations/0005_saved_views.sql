CREATE TABLE saved_views (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    owner_id uuid NOT NULL REFERENCES users,
    name text NOT NULL,
    filter text NOT NULL,
    sort text NOT NULL,
    layout text NOT NULL CONSTRAINT saved_views_layout CHECK (layout IN ('board', 'list')),
    shared boolean NOT NULL,
    version int NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects ON DELETE CASCADE
);
-- Read a project at a time in the order of ids; single ones by the primary key.
CREATE INDEX saved_views_project ON saved_views (organization_id, project_id, id) WHERE deleted_at IS NULL;
-- Private and shared names apart: an admin who renames a shared view must not learn of its owner's private ones.
CREATE UNIQUE INDEX saved_views_name ON saved_views (organization_id, project_id, owner_id, shared, lower(name)) WHERE deleted_at IS NULL;

ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON saved_views USING (organization_id = ANY ((SELECT current_setting('app.orgs'))::uuid[]));
