import type { OpenApiDocument } from '../../openapi/document.js';

/** What the rules know about the target and the run. Plain data: it crosses from the runner into vitest's worker. */
export interface SuiteConfig {
  /** Names the channel on which the run can be stopped. */
  runId: string;
  baseUrl: string;
  /** The document that responses are judged by, when it is not the kit's own. */
  document: OpenApiDocument | null;
  /** The ids of the rules to run; null for all. */
  selected: string[] | null;
  strict: boolean;
  readOnly: boolean;
  token: string | null;
  accountId: string | null;
  revokedToken: string | null;
  unusableToken: string | null;
  otherToken: string | null;
  /** Where the driver can be called, and the methods that it has; null without a driver. */
  driver: { url: string; methods: string[] } | null;
  /** How many requests the rules that choose their inputs may bring the run to. */
  budget: number;
  /** How many inputs each fuzzing rule makes. */
  fuzz: number;
  seed: number;
  /** How long one request may take, in milliseconds. */
  timeout: number;
  /** How long one rule may take, in milliseconds. */
  ruleTimeout: number;
  /** How long to wait for something that the target does by itself, in milliseconds. */
  patience: number;
  /** Sent with every request. */
  headers: Record<string, string>;
  /** How the target reaches the suite's webhook receiver; port 0 is any free one. */
  receiver: { host: string; port: number; publicUrl: string | null };
  /** Stop after this number of failed rules; null for never. */
  maxFailures: number | null;
}
