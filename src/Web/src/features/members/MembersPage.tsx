export default function MembersPage(_: { organizationId: string }) {
  return null;
}
