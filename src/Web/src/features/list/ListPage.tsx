export default function ListPage(_: { projectId: string }) {
  return null;
}
