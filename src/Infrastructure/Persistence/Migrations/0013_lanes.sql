-- What goes out one at a time and is folded when it piles up (ADR 0031): all of a Slack integration, and a person's mail about one task.
-- Null where everything goes as it comes: webhooks.
ALTER TABLE deliveries ADD COLUMN lane text;
CREATE INDEX deliveries_lane ON deliveries (lane, turn_at) WHERE status = 'pending' AND lane IS NOT NULL;

SELECT set_config('app.worker', 'on', true), set_config('app.orgs', '{}', true);
UPDATE deliveries SET lane = integration_id::text WHERE channel = 'slack' AND status IN ('pending', 'leased', 'sending');
