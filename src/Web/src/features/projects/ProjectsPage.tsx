export default function ProjectsPage(_: { organizationId: string }) {
  return null;
}
