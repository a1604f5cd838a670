export default function BoardPage({ projectId }: { projectId: string }) {
  return <h1>{projectId}</h1>;
}
