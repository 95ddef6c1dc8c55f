/** The port is in use by another program, or by another mock. */
export class PortTakenError extends Error {
  readonly code = 'port_taken';
  readonly port: number;

  constructor(port: number, message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

/** How long to wait for the program on the port to say what it is, in ms. */
const RECOGNITION_MS = 500;

/** The error for a port that is in use: it says whether another mock of this kit has it, and how to stop that. */
export async function portTakenError(
  port: number,
  host: string,
  options: ErrorOptions,
): Promise<PortTakenError> {
  const place = `Port ${port} on ${host}`;
  const others = 'choose another port with --port, or any free one with --port 0';
  const message = (await isMock(port, host))
    ? `${place} is taken by another mock of this kit, which responds there. Use that one; or stop it with Ctrl+C where it runs, or with \`kill $(lsof -t -i :${port} -s TCP:LISTEN)\`; or ${others}.`
    : `${place} is taken by another program (\`lsof -i :${port}\` shows which). Stop it, or ${others}.`;
  return new PortTakenError(port, message, options);
}

async function isMock(port: number, host: string): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const response = await fetch(`http://${name}:${port}/_mock/health`, {
      redirect: 'error',
      signal: AbortSignal.timeout(RECOGNITION_MS),
    });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok';
  } catch {
    return false;
  }
}
