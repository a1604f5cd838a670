import type { CreateTaskRequest } from '@/shared/lib/uiStore';

interface CreateTaskDialogProps {
  request: CreateTaskRequest;
  onClose: () => void;
}

export default function CreateTaskDialog(_: CreateTaskDialogProps) {
  return null;
}
