export default function ImportPage(_: { projectId: string }) {
  return null;
}
