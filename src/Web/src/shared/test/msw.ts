import { HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';

export const server = setupServer();

export function problem(status: number, errorCode: string, details: Record<string, unknown> = {}, message = errorCode) {
  const body: JsonBodyType = {
    type: `/problems/${errorCode.toLowerCase().replaceAll('_', '-')}`,
    title: errorCode,
    status,
    error_code: errorCode,
    message,
    details: details as JsonBodyType,
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    retryable: status >= 502,
  };
  return HttpResponse.json(body, { status, headers: { 'Content-Type': 'application/problem+json' } });
}
