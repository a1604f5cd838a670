interface TaskPanelProps {
  projectId: string;
  taskKey: string;
  onClose: () => void;
}

export default function TaskPanel({ taskKey }: TaskPanelProps) {
  return <aside>{taskKey}</aside>;
}
