import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** The Chromium that `CHCK_CHROMIUM` names, or the first on the PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHCK_CHROMIUM;
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

/** How the browser is started: without connections of its own. */
export function chromiumOptions(executablePath: string): LaunchOptions {
  const args = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-dev-shm-usage',
    '--font-render-hinting=none',
    // Only this machine is reachable.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ];
  // Chromium's sandbox does not start for root, which containers and CI often use.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return { executablePath, args };
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch(chromiumOptions(executablePath));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
