import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { githubReport } from './reporters/github.js';
import { jsonReport } from './reporters/json.js';
import { junitReport } from './reporters/junit.js';
import { markdownReport } from './reporters/markdown.js';
import { prettyReport } from './reporters/pretty.js';
import { SuiteError } from './suite-error.js';
import type { SuiteReport } from './suite-report.js';

/** The reports that a run can be written as. */
export const reporters: Record<string, (report: SuiteReport) => string> = {
  pretty: (report) => prettyReport(report),
  junit: junitReport,
  json: jsonReport,
  github: githubReport,
  markdown: markdownReport,
};

/** A reporter, and the file that it writes; null for standard output. */
export interface ReportOptions {
  name: string;
  file: string | null;
}

/** Reads `pretty,junit=reports/contract.xml`. Throws `SuiteError` `usage` for an unknown reporter. */
export function parseReportWishes(text: string): ReportOptions[] {
  return text.split(',').map((part) => {
    const [name = '', ...rest] = part.trim().split('=');
    const file = rest.join('=');
    if (!(name in reporters))
      throw new SuiteError(
        'usage',
        `There is no reporter ${name}; choose from ${Object.keys(reporters).join(', ')}`,
      );
    return { name, file: file === '' ? null : file };
  });
}

/** Writes a report into its file, whose folder is made when it is missing. */
export async function writeReport(file: string, text: string, append = false): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  if (append) await appendFile(file, `${text}\n`);
  else await writeFile(file, text.endsWith('\n') ? text : `${text}\n`);
}
