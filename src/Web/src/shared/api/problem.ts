/** RFC 9457 problem of the API, see docs/openapi.json and the pages below /problems. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  error_code: string;
  message: string;
  details: Record<string, unknown>;
  trace_id?: string;
  retryable: boolean;
}

export interface FieldProblem {
  pointer?: string;
  parameter?: string;
  code: string;
  message: string;
}

/** A piece of a long text that two people edited: what merged, or the lines on which they disagree. */
export type TextPart = { merged: string } | { line: number; base: string; theirs: string; yours: string };

export interface FieldConflict {
  base: unknown;
  theirs: unknown;
  yours: unknown;
  changed_by?: string;
  changed_at?: string;
  parts?: TextPart[];
}

/** What a 409 says so that a person can decide (api.md, "Versions"). */
export interface VersionConflict {
  expected_version: number;
  current_version: number;
  conflicting_fields: string[];
  last_modified_by?: string;
  last_modified_at?: string;
  fields: Record<string, FieldConflict>;
  current: Record<string, unknown>;
}

/** The server answered and refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;
  /** Milliseconds the server asked to wait, from Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.message);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get status() {
    return this.problem.status;
  }

  get code() {
    return this.problem.error_code;
  }

  get fields(): FieldProblem[] {
    const errors = this.problem.details.errors;
    return Array.isArray(errors) ? (errors as FieldProblem[]) : [];
  }

  /** Only where there is something to decide: a base that the server does not know names no fields. */
  get conflict(): VersionConflict | undefined {
    const decidable = this.code === 'VERSION_CONFLICT' && Array.isArray(this.problem.details.conflicting_fields);
    return decidable ? (this.problem.details as unknown as VersionConflict) : undefined;
  }
}

/** No answer arrived: whether the server carried out the request is unknown, so a retry must reuse its idempotency key. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(cause: unknown) {
    super('The server could not be reached.', { cause });
  }
}

/** Worth sending again unchanged: no answer, a rate limit, an overloaded or restarting server. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return error instanceof ApiError && (error.problem.retryable || error.status === 429 || error.status >= 502);
}

export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof ApiError && statuses.includes(error.status);
}

export async function toApiError(response: Response): Promise<ApiError> {
  const problem = await readProblem(response);
  return new ApiError(problem, parseRetryAfter(response.headers.get('Retry-After')));
}

/** Milliseconds from a Retry-After of seconds or of an HTTP date. */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

async function readProblem(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const title = body?.title ?? (response.statusText || 'Error');
  return {
    type: body?.type ?? 'about:blank',
    title,
    status: response.status,
    error_code: body?.error_code ?? `HTTP_${response.status}`,
    message: body?.message ?? body?.detail ?? title,
    details: body?.details ?? {},
    retryable: body?.retryable ?? false,
    ...(body?.detail !== undefined && { detail: body.detail }),
    ...(body?.instance !== undefined && { instance: body.instance }),
    ...(body?.trace_id !== undefined && { trace_id: body.trace_id }),
  };
}
