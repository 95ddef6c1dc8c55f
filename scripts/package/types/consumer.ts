import {
  type CardListItem,
  createMock,
  defineConfig,
  type Grading,
  type GradingWebhook,
  type paths,
  verifyWebhook,
} from '@chck/partner-kit';
import { contractMatchers, mockFixture, useMock } from '@chck/partner-kit/testing';
import { WebhookVerificationError } from '@chck/partner-kit/webhooks';

export const config = defineConfig({ serve: { port: 4000 } });
export type Used = [Grading, CardListItem, GradingWebhook, paths];

async function main(): Promise<void> {
  const mock = await createMock({ seed: 7 });
  const { key } = await mock.keys.create({ name: 'from an installed package' });
  await mock.keys.revoke(key.id);
  await mock.close();
  try {
    verifyWebhook('{}', {}, `whsec_${Buffer.alloc(32).toString('base64')}`);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
  }
  console.log([contractMatchers, mockFixture, useMock].length, 'imports work');
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
