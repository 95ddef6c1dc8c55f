import type { Mock } from '../../mock.js';
import { clockNotice } from '../clock-notice.js';
import type { Terminal } from '../terminal.js';

/** What `chck serve --json` prints when the mock responds. */
export function bannerJson(mock: Mock, data: string): string {
  const { url, port, token = null } = mock;
  return JSON.stringify({ url, token, port, ...mock.world.current, data });
}

/** What `chck serve` prints when the mock responds: the address, the token and three commands to paste. */
export function bannerText({ color }: Terminal, mock: Mock, data: string): string {
  const { source, seed } = mock.world.current;
  const { url } = mock;
  const notice = clockNotice(mock.clock.read());
  const bearer = `-H "Authorization: Bearer ${mock.token}"`;
  const [token, commands] =
    mock.token === undefined
      ? [
          [],
          [
            color.dim('This mock is shared, and the tokens of the generated keys are public. Create a key:'),
            `CHCK_ADMIN_TOKEN=… chck keys create "My key" --url ${url}`,
            `curl ${url}/health`,
          ],
        ]
      : [
          [
            `  token  ${color.green(mock.token)}`,
            color.dim('         of this mock only; CHCK does not know it'),
            '',
          ],
          [
            `curl ${url}/health`,
            `curl ${bearer} "${url}/v1/gradings?limit=2"`,
            `curl ${bearer} "${url}/v1/cards?limit=2"`,
          ],
        ];
  return [
    '',
    `  ${color.bold('CHCK Partner API, mock')}   ${color.cyan(url)}`,
    '',
    ...token,
    ...commands.map((line) => `  ${line}`),
    '',
    `  portal ${color.cyan(`${url}/dashboard`)}   API reference ${color.cyan(`${url}/docs`)}`,
    color.dim(`  world ${source}, seed ${seed}; data ${data}; stop with Ctrl+C`),
    ...(notice === undefined ? [] : [color.yellow(`  ${notice}`)]),
    '',
  ].join('\n');
}
