import { createServer, type Server, type ServerResponse } from 'node:http';
import type { SeededRandom } from '../../src/world/seeded-random.js';

/** A webhook receiver, and the gradings whose webhooks it accepted with a 2xx, with the number of times. */
export interface SoakReceiver {
  name: string;
  url: string;
  accepted: Map<string, number>;
  /** The number of requests. */
  requests: number;
  close(): void;
}

type Behaviour = (response: ServerResponse, accept: () => void, random: SeededRandom) => void;

const ok: Behaviour = (response, accept) => {
  accept();
  response.writeHead(204).end();
};

/** Behaviours that accept a part of the webhooks: the others are to be repeated. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  healthy: ok,
  failing: (response, accept, random) => {
    if (random.chance(0.6)) ok(response, accept, random);
    else response.writeHead(random.pick([302, 404, 500, 503])).end();
  },
  slow: (response, accept, random) => {
    setTimeout(() => ok(response, accept, random), random.between(1, 60));
  },
  resetting: (response, accept, random) => {
    if (random.chance(0.7)) ok(response, accept, random);
    else response.socket?.resetAndDestroy();
  },
  hanging: (response, accept, random) => {
    if (random.chance(0.9)) ok(response, accept, random);
  },
};

/** Starts one receiver per behaviour. */
export async function startReceivers(random: SeededRandom): Promise<SoakReceiver[]> {
  return Promise.all(
    Object.entries(behaviours).map(([name, behaviour]) => startReceiver(name, behaviour, random)),
  );
}

async function startReceiver(
  name: string,
  behaviour: Behaviour,
  random: SeededRandom,
): Promise<SoakReceiver> {
  const accepted = new Map<string, number>();
  const server = createServer((request, response) => {
    receiver.requests += 1;
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { grading_session_id: grading } = JSON.parse(body);
      const accept = () => {
        // A mock that was killed meanwhile does not receive the response, so the webhook is to be repeated.
        if (!response.destroyed) accepted.set(grading, (accepted.get(grading) ?? 0) + 1);
      };
      behaviour(response, accept, random);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: SoakReceiver = {
    name,
    url: `http://127.0.0.1:${portOf(server)}/`,
    accepted,
    requests: 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
  return address.port;
}
