import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { HttpServer } from '../../http/server.js';
import { type ContractDriver, type DriverMethod, driverMethods } from './driver.js';

/** Where a driver can be called from vitest's worker, and what it can do. */
export interface DriverBridge {
  url: string;
  methods: DriverMethod[];
  close(): Promise<void>;
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
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = methods.find((name) => request.url === `/${secret}/${name}`);
    let reply: { result: unknown } | { error: string };
    try {
      if (method === undefined) throw new Error('is not there');
      const call: unknown = Reflect.get(driver, method);
      if (typeof call !== 'function') throw new Error('is no function');
      reply = { result: await Reflect.apply(call, driver, [await json(request)]) };
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };
  const server = await HttpServer.listen(
    (request, response) => void respond(request, response),
    0,
    '127.0.0.1',
  );
  return {
    url: `http://127.0.0.1:${server.port}/${secret}`,
    methods,
    close: () => server.close(0),
  };
}
