import type { Report } from './report.js';
import { ctrfReport } from './reporters/ctrf.js';
import { githubReport } from './reporters/github.js';
import { htmlReport } from './reporters/html.js';
import { jsonReport } from './reporters/json.js';
import { junitReport } from './reporters/junit.js';
import { markdownReport } from './reporters/markdown.js';
import { prettyReport } from './reporters/pretty.js';

/** Every format in which a report can be written. */
export const reporters = {
  pretty: (report: Report) => prettyReport(report),
  junit: junitReport,
  json: jsonReport,
  ctrf: ctrfReport,
  github: (report: Report) => githubReport(report),
  markdown: markdownReport,
  html: htmlReport,
};

export type ReporterName = keyof typeof reporters;

/** The names of all formats, for help texts and errors. */
export const reporterNames = Object.keys(reporters).join(', ');

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}
