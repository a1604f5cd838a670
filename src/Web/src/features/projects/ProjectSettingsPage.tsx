export default function ProjectSettingsPage(_: { projectId: string }) {
  return null;
}
