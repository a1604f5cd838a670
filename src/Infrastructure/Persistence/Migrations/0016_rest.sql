-- Since when everything sent there failed: after a day it is paused (reliability.md, settled choice 3).
ALTER TABLE integrations ADD COLUMN failing_since timestamptz;
