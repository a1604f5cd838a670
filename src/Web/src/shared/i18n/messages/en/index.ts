import auth from './auth.json';
import board from './board.json';
import comments from './comments.json';
import common from './common.json';
import deliveries from './deliveries.json';
import errors from './errors.json';
import imports from './imports.json';
import inbox from './inbox.json';
import integrations from './integrations.json';
import jobs from './jobs.json';
import journey from './journey.json';
import links from './links.json';
import list from './list.json';
import members from './members.json';
import milestones from './milestones.json';
import notifications from './notifications.json';
import organizations from './organizations.json';
import palette from './palette.json';
import projects from './projects.json';
import overview from './overview.json';
import settings from './settings.json';
import tasks from './tasks.json';
import views from './views.json';

export const en = {
  ...common,
  ...errors,
  ...auth,
  ...organizations,
  ...members,
  ...integrations,
  ...projects,
  ...tasks,
  ...comments,
  ...board,
  ...links,
  ...list,
  ...milestones,
  ...views,
  ...imports,
  ...inbox,
  ...notifications,
  ...journey,
  ...deliveries,
  ...jobs,
  ...overview,
  ...settings,
  ...palette,
};

export type MessageId = keyof typeof en;
