import type { components } from './spec-types.gen.js';

type Schemas = components['schemas'];

/** Every named schema of the document. */
export type SchemaName = keyof Schemas;
/** The type of a named schema. */
export type SchemaType<Name extends SchemaName> = Schemas[Name];

export type Health = Schemas['Health'];
export type Account = Schemas['Account'];

export type Grading = Schemas['Grading'];
export type GradingPage = Schemas['GradingPage'];
export type GradingDetail = Schemas['GradingDetail'];
export type UserCardGrade = Schemas['UserCardGrade'];
export type ModelGrade = Schemas['ModelGrade'];

export type CatalogCard = Schemas['CatalogCard'];
export type CardListItem = Schemas['CardListItem'];
export type CardListImages = Schemas['CardListImages'];
export type CardPage = Schemas['CardPage'];
export type CardDetail = Schemas['CardDetail'];
export type CardImages = Schemas['CardImages'];
export type UserCard = Schemas['UserCard'];

export type WebhookOutcome = Schemas['WebhookOutcome'];
export type WebhookTarget = Schemas['WebhookTarget'];
export type WebhookTargetList = Schemas['WebhookTargetList'];
export type WebhookTargetInput = Schemas['WebhookTargetInput'];
export type CreatedWebhookTarget = Schemas['CreatedWebhookTarget'];
export type GradingWebhook = Schemas['GradingWebhook'];

export type ValidationError = Schemas['ValidationError'];
export type ValidationDetails = Schemas['ValidationDetails'];
export type CredentialsError = Schemas['CredentialsError'];
export type KeyNotUsableError = Schemas['KeyNotUsableError'];
export type NotFoundError = Schemas['NotFoundError'];
/** An error in the application's own shape. */
export type ApplicationError = ValidationError | CredentialsError | KeyNotUsableError | NotFoundError;
/** The codes that `error` has in the application's own shape. */
export type ApplicationErrorCode = ApplicationError['error'];
export type FrameworkError = Schemas['FrameworkError'];
export type TooManyRequestsError = Schemas['TooManyRequestsError'];
