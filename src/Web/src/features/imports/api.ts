import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { ImportProgress } from '@/shared/api/types';
import { isUnderWay, mappingField, type Mapping } from './model';

const pollInterval = 500;

export interface ImportRequest {
  file: File;
  dryRun: boolean;
  createMissing: boolean;
  mapping: Mapping;
}

export function startImport(projectId: string, request: ImportRequest, intent: string) {
  const form = new FormData();
  form.set('file', request.file);
  form.set('dry_run', String(request.dryRun));
  form.set('create_missing', String(request.createMissing));
  const mapping = mappingField(request.mapping);
  if (mapping) form.set('mapping', mapping);
  return api.post<{ import_id: string }>(`/api/projects/${projectId}/imports`, form, { intent });
}

/** A file does not survive JSON; its name, size and date tell it apart. */
export const importFingerprint = ({ file, ...options }: ImportRequest) => ({
  ...options,
  name: file.name,
  size: file.size,
  changed: file.lastModified,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: keys.import(id),
    queryFn: ({ signal }) => api.get<ImportProgress>(`/api/imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (!state.data || isUnderWay(state.data) ? pollInterval : false),
    staleTime: 0,
  });
