/** An HTTP status as a badge. */
export function Status({ status }: { status: number }) {
  const tone = status < 300 ? 'good' : status < 400 ? '' : status < 500 ? 'warn' : 'bad';
  return <span class={`badge ${tone}`}>{status === 0 ? 'no response' : status}</span>;
}
