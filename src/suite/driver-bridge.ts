import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type ContractDriver,
  type DriverMethod,
  driverMethods,
} from '../../contract-tests/support/driver.js';

/** Where a driver can be called from vitest's worker, and what it can do. */
export interface DriverBridge {
  url: string;
  methods: DriverMethod[];
  close(): Promise<void>;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

/** The methods that the driver really has. */
export function methodsOf(driver: ContractDriver): DriverMethod[] {
  return driverMethods.filter((name) => typeof driver[name] === 'function');
}

/**
 * Serves a driver on loopback, behind a path that nobody else can guess: the rules run in vitest's worker, and a driver
 * may hold connections and functions that cannot travel there.
 */
export async function bridgeDriver(driver: ContractDriver): Promise<DriverBridge> {
  const secret = randomUUID();
  const methods = methodsOf(driver);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = methods.find((name) => request.url === `/${secret}/${name}`);
    let reply: { result: unknown } | { error: string };
    try {
      if (method === undefined) throw new Error('is not there');
      const call: unknown = Reflect.get(driver, method);
      if (typeof call !== 'function') throw new Error('is no function');
      reply = { result: await Reflect.apply(call, driver, [await readJson(request)]) };
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    methods,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
