export default function TaskPage({ task }: { task: string }) {
  return <h1>{task}</h1>;
}
