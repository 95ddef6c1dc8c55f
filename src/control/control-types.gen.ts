/** Generated from openapi/control-api.v1.yaml by npm run generate: do not edit. */
export interface paths {
    "/_mock/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the process is running */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the world is created and requests are served */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read this document */
        get: operations["getControlDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Judge a client by its calls and its responses to webhooks */
        get: operations["judgeReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/world": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the name and seed of the world */
        get: operations["getWorld"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Recreate the world, or create another one, and drop all other state */
        post: operations["reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the dashboard accounts */
        get: operations["listAccounts"];
        put?: never;
        /** Create an account with a user, data and a key of its own */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys of an account, revoked ones included */
        get: operations["listKeys"];
        put?: never;
        /** Create an API key; its token is shown only once */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/cards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A card of a user, by its `user_card_id` */
        get: operations["getCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the grade or the value of a card */
        patch: operations["editCard"];
        trace?: never;
    };
    "/_mock/gradings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change grades of a completed grading; its card keeps its grade */
        patch: operations["editGrading"];
        trace?: never;
    };
    "/_mock/gradings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start gradings */
        post: operations["startGrading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/gradings/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete a grading now, or make it fail */
        post: operations["completeGrading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/trigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trigger webhooks, by new gradings or an existing one */
        post: operations["trigger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhook targets of an account */
        get: operations["listTargets"];
        put?: never;
        /** Register a webhook target */
        post: operations["createTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a webhook target and drop its pending deliveries */
        delete: operations["deleteTarget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deliveries */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a delivery with its attempts */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/deliveries/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the same message again, as a new delivery */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/deliveries/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait for a delivery and return it */
        post: operations["waitForDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the calls of the Partner API and of image links that the mock keeps */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        /** Delete all calls from the journal */
        delete: operations["clearRequests"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/requests/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait until the given number of matching calls has been received, earlier ones included, and return them */
        post: operations["waitForRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/requests/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count the matching calls, and show those that come closest to matching */
        post: operations["countRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the latest call with a request id (the header `x-request-id` of its response) */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the snapshots that can be restored */
        get: operations["listSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save the current state; the latest 16 snapshots are kept while the mock runs */
        post: operations["takeSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore the state of a snapshot */
        post: operations["restoreSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the clock */
        get: operations["getClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Advance the clock; everything that falls due happens in order before the response */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/clock/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze the clock */
        post: operations["freezeClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/clock/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the clock run again */
        post: operations["resumeClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the active faults */
        get: operations["listFaults"];
        put?: never;
        /** Add a fault */
        post: operations["addFault"];
        /** Remove all faults */
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a fault */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the saved scenarios */
        get: operations["listScenarios"];
        put?: never;
        /** Save a scenario; one with the same name is replaced */
        post: operations["saveScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/scenarios/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a scenario */
        delete: operations["removeScenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_mock/scenarios/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the steps of a saved scenario, or the given ones, in order */
        post: operations["runScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The id or email of an account. Default: the first account of the world. */
        AccountReference: string | number;
        /** @description Milliseconds, or text such as `50ms`, `5s`, `10m`, `1h`, `2d`. */
        Duration: number | string;
        /** @enum {string} */
        Outcome: "success" | "failure";
        /** @enum {string} */
        Capture: "full" | "two-image";
        /** @description The overall grade, 1 to 10 in half steps. Default: from the seed. */
        Grade: number;
        /** @description The five grades; null until the grading is complete. A single grade is null when the capture does not allow it. */
        Grades: {
            centering: number | null;
            corners: number | null;
            edges: number | null;
            surface: number | null;
            full: number | null;
        } | null;
        /** @description Something that fell due while the clock was advanced, at the time `at`. */
        SettledEvent: {
            /** Format: date-time */
            at: string;
            /** @constant */
            kind: "grading_moved";
            /** Format: uuid */
            gradingId: string;
            state: components["schemas"]["GradingState"];
        } | {
            /** Format: date-time */
            at: string;
            /** @constant */
            kind: "webhook_attempted";
            deliveryId: number;
            gradingId: string;
            url: string;
            /** @description The number of the attempt, from 1. */
            number: number;
            /** @description The status of the response. */
            status: number | null;
            failure: components["schemas"]["AttemptFailure"];
            /** @description When the next attempt is due; null when there is none. */
            nextAttemptAt: string | null;
        } | {
            /** Format: date-time */
            at: string;
            /** @constant */
            kind: "image_links_expired";
            count: number;
        };
        /** @enum {string} */
        GradingState: "submitted" | "in_progress" | "completed" | "failed";
        /**
         * @description Why an attempt failed; null for a success.
         * @enum {string|null}
         */
        AttemptFailure: "refused" | "reset" | "dns" | "tls" | "timeout" | "status" | "interrupted" | "unreachable" | "protocol" | null;
        /** @enum {string} */
        DeliveryState: "pending" | "sending" | "delivered" | "cancelled" | "dropped";
        /** @description How long to wait, in real time. Default: `5s`. */
        Timeout: components["schemas"]["Duration"];
        /** @description One call. It has no token, only the id and prefix of the key. */
        Request: {
            id: string;
            /**
             * Format: date-time
             * @description On the mock's clock.
             */
            at: string;
            /** @description When it was received in real time, in ms since 1970. */
            realMs: number;
            sequence: number;
            clientAddress: string;
            method: string;
            /** @description Path and query. */
            url: string;
            /** @description The path of `url`, still percent-encoded. */
            path: string;
            /** @description The query of `url` without `?`, still percent-encoded. */
            query: string;
            operationId: string | null;
            accountId: number | null;
            keyId: number | null;
            keyPrefix: string | null;
            requestHeaders: {
                [key: string]: string;
            };
            requestBody: string | null;
            status: number;
            durationMs: number;
            responseHeaders: {
                [key: string]: string;
            };
            /** @description The first 8192 bytes. */
            responseBody: string | null;
            nextCursor: string | null;
            /** @description Why it was refused. */
            reason: string | null;
            /** @description The kinds of the faults that were applied, joined by ` + `. */
            fault: string | null;
        };
        Judgement: {
            /** @description Whether no point failed. */
            passed: boolean;
            counts: {
                passed: number;
                failed: number;
                notChecked: number;
            };
            results: components["schemas"]["JudgedPoint"][];
        };
        JudgedPoint: {
            id: string;
            area: string;
            title: string;
            /** @enum {unknown} */
            verdict: "passed" | "failed" | "not-checked";
            /** @description What was seen; for a point that was not checked, the reason. */
            detail: string;
            /** @description What to do next. */
            remedy: string | null;
            /** @description The calls and webhooks that show it. */
            evidence: string[];
            durationMs: number;
        };
        Target: {
            id: number;
            userId: number;
            outcome: components["schemas"]["Outcome"];
            url: string;
            /** Format: date-time */
            createdAt: string;
        };
        Card: {
            /** @description The `user_card_id`. */
            id: number;
            userId: number;
            cardId: number;
            playerName: string;
            grade: number | null;
            grader: string | null;
            /** @description In cents. */
            shoeboxValue: number | null;
            /** Format: date-time */
            updatedAt: string;
        };
        Grading: {
            /** Format: uuid */
            id: string;
            userId: number;
            userCardId: number;
            uniqueIdentifier: number;
            state: components["schemas"]["GradingState"];
            capture: components["schemas"]["Capture"];
            grades: components["schemas"]["Grades"];
            /** @description When the grading changes its state next. */
            dueAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Delivery: {
            id: number;
            messageId: string;
            userId: number;
            targetId: number | null;
            url: string;
            gradingId: string;
            outcome: string;
            /** @description The body of the request. */
            body: string;
            /** @description The kind of the fault that was applied. */
            fault: string | null;
            state: components["schemas"]["DeliveryState"];
            attemptCount: number;
            nextAttemptAt: string | null;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
        };
        Attempt: {
            number: number;
            /** Format: date-time */
            startedAt: string;
            durationMs: number | null;
            requestHeaders: components["schemas"]["Headers"];
            requestBody: string;
            responseStatus: number | null;
            responseHeaders: components["schemas"]["Headers"] | null;
            /** @description The first 4 KiB. */
            responseBody: string | null;
            failure: components["schemas"]["AttemptFailure"];
            failureDetail: string | null;
        };
        /** @description By name in lower case. */
        Headers: {
            [key: string]: string;
        };
        World: {
            world: string;
            seed: number;
        };
        Account: {
            id: number;
            email: string;
            name: string;
            role: string;
            userId: number | null;
            /** Format: date-time */
            createdAt: string;
        };
        Key: {
            id: number;
            accountId: number;
            name: string;
            prefix: string;
            /** @description True when the token is derived from the seed. */
            development: boolean;
            /** Format: date-time */
            createdAt: string;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        GradingInput: {
            account?: components["schemas"]["AccountReference"];
            /** @description A `user_card_id`. Default: a raw card. */
            card?: number;
            capture?: components["schemas"]["Capture"];
            outcome?: components["schemas"]["Outcome"];
            grade?: components["schemas"]["Grade"];
            /** @description The time until the grading ends, on the mock's clock. Default: the grading stays in progress until it is completed. */
            delay?: components["schemas"]["Duration"] | null;
            /** @description Default: 1. */
            count?: number;
        };
        CompleteInput: {
            outcome?: components["schemas"]["Outcome"];
            /** @description Default: as it was started. */
            capture?: components["schemas"]["Capture"];
            grade?: components["schemas"]["Grade"];
        };
        TriggerInput: {
            outcome: components["schemas"]["Outcome"];
            account?: components["schemas"]["AccountReference"];
            /**
             * Format: uuid
             * @description The id of an existing grading instead of new ones.
             */
            grading?: string;
            count?: number;
            /** @description The time until the gradings end, on the mock's clock. The default is 0. */
            delay?: components["schemas"]["Duration"];
            /** @description A `user_card_id`. Default: a raw card. */
            card?: number;
            capture?: components["schemas"]["Capture"];
            grade?: components["schemas"]["Grade"];
            /** @description How many more times each is sent. Default: 0. */
            duplicates?: number;
            /** @description Send the webhooks in another order than the gradings ended. */
            shuffle?: boolean;
            /** @description Send to this URL instead of the registered targets. */
            to?: string;
            /** @description Send to this registered target only. */
            target?: number;
            /** @description A fault of these webhooks and of nothing else; docs/faults.md has the options of each kind. */
            fault?: {
                /** @enum {string} */
                kind: "duplicate" | "delay" | "reorder" | "drop" | "unknown-grading" | "wrong-outcome" | "corrupted-body";
                delay?: components["schemas"]["Duration"];
                /** @description The number of deliveries in all, such as 2. */
                times?: number;
            };
            /** @description Values that replace those of the payload, by field name. */
            overrides?: {
                [key: string]: string;
            };
            /** @description Additional fields of the payload. */
            additions?: {
                [key: string]: string;
            };
        };
        TargetInput: {
            account?: components["schemas"]["AccountReference"];
            /** @description Default: `success`. */
            outcome?: components["schemas"]["Outcome"];
            url: string;
        };
        Snapshot: {
            id: string;
            /** Format: date-time */
            takenAt: string;
        };
        ScenarioName: string;
        ScenarioSteps: components["schemas"]["ScenarioStep"][];
        /** @description One step of a scenario: exactly one of these. `start` and `fire` start gradings of the scenario; `complete` ends those that are in progress; `resend` sends the last delivery of the scenario, or all of them, again. */
        ScenarioStep: {
            target?: components["schemas"]["TargetInput"];
            start?: components["schemas"]["GradingInput"];
            complete?: components["schemas"]["CompleteInput"];
            fire?: components["schemas"]["TriggerInput"];
            fault?: components["schemas"]["FaultInput"];
            advance?: components["schemas"]["Duration"];
            /** @enum {string} */
            resend?: "last" | "all";
        };
        Scenario: {
            name: components["schemas"]["ScenarioName"];
            steps: components["schemas"]["ScenarioSteps"];
        };
        ScenarioRun: {
            steps: {
                kind: string;
                /** @description What the step did, in a sentence. */
                text: string;
            }[];
            /** @description The ids of its gradings. */
            gradings: string[];
            /** @description The ids of their deliveries. */
            deliveries: number[];
        };
        /** @description A fault to add. docs/faults.md lists the options of each kind; other options are refused. */
        FaultInput: {
            /**
             * @description The kinds for calls, then those for webhooks.
             * @enum {string}
             */
            kind: "status" | "latency" | "reset" | "empty" | "truncated" | "malformed" | "drip" | "duplicate" | "delay" | "reorder" | "drop" | "unknown-grading" | "wrong-outcome" | "corrupted-body";
            /** @description The number of calls or deliveries to apply it to. Default: all, until it is removed. */
            next?: number;
            /** @description An `operationId` of the Partner API. Calls only. Default: any. */
            operation?: string;
            /** @description The id or email of an account. Default: any. */
            account?: string | number;
            /** @description The id of an active key. Calls only. Default: any. */
            key?: number;
            /** @description The id of a webhook target. Webhooks only. Default: any. */
            target?: number;
            /** @description The share of matching calls or deliveries, chosen by the seed. Default: 1. */
            chance?: number;
            /** @description A documented error status. */
            status?: number;
            /** @description In seconds, for the statuses 429 and 503. */
            retryAfter?: number;
            delay?: components["schemas"]["Duration"];
            /** @description The time between two chunks. */
            pause?: components["schemas"]["Duration"];
            /** @description The number of bytes that are sent, in all or in each chunk. */
            bytes?: number;
            /** @description Whether `content-length` is the length of the whole body. */
            fullLength?: boolean;
            /** @description The number of deliveries in all, such as 2. */
            times?: number;
        };
        Fault: {
            id: number;
            kind: string;
            scope: {
                operation?: string;
                accountId?: number;
                keyId?: number;
                targetId?: number;
            };
            /** @description The given options and the defaults of the others. */
            options: {
                [key: string]: unknown;
            };
            /** @description How many calls or deliveries it still applies to; null for all. */
            remaining: number | null;
            /** @description How many calls or deliveries matched so far. */
            matched: number;
            /** Format: date-time */
            createdAt: string;
        };
    };
    responses: {
        /** @description The mock is running. */
        Health: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    status: "ok";
                };
            };
        };
        /** @description The calls, oldest first. */
        Requests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    requests: components["schemas"]["Request"][];
                };
            };
        };
        /** @description The clock, and what fell due while it was advanced. */
        Clock: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** Format: date-time */
                    now: string;
                    frozen: boolean;
                    /** @description How far the clock is ahead of real time. */
                    offsetMs: number;
                    /**
                     * Format: date-time
                     * @description The instant to which the clock is being moved; null when it is not.
                     */
                    advancingTo: string | null;
                    /** @description In the order in which they happened. */
                    events: components["schemas"]["SettledEvent"][];
                };
            };
        };
        /** @description The request was refused: 400 `invalid_argument`, 401 `admin_token_required`, 403 `host_refused` or `origin_refused`, 404 `not_found`, 409 `conflict`, 429 `too_many_attempts`, 503 `mock_closed`, 504 `timed_out`. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        /** @description What was received, what was expected, and what to do. */
                        message: string;
                        /** @description The part of the request that is wrong. */
                        field?: string;
                    };
                };
            };
        };
    };
    parameters: {
        Id: number;
        GradingId: string;
        /** @description The id or email of an account. Default: the first account of the world. */
        Account: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Health"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Health"];
            default: components["responses"]["Error"];
        };
    };
    getControlDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    judgeReadiness: {
        parameters: {
            query?: {
                /** @description The id or email of an account. Default: the first account of the world. */
                account?: components["parameters"]["Account"];
                /** @description How long the client may take to follow up a webhook or a page, in real time. Default: `10s`. */
                patience?: string;
                /** @description Whether reading a grading twice changes nothing in the client. Default: `false`. */
                readsAreIdempotent?: "true" | "false";
                /** @description The address of the mock as it is written in commands. Default: `http://localhost:4000`. */
                url?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict on each point. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Judgement"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getWorld: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The name of a world, or the world file that the mock was started with. Default: the current world. */
                    world?: string;
                    /** @description The seed of the world. Default: the current seed. */
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description The new world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: components["schemas"]["Account"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Default: generated. */
                    email?: string;
                    name?: string;
                    /** @description The number of raw cards. Default: 0. */
                    cards?: number;
                    /** @description The number of completed gradings, each with its own graded card. Default: 0. */
                    gradings?: number;
                    /** @description False for an account whose keys get 403. Default: true. */
                    usable?: boolean;
                };
            };
        };
        responses: {
            /** @description The account and its first key with its token. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: components["schemas"]["Account"];
                        key: components["schemas"]["Key"];
                        token: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description The id or email of an account. Default: the first account of the world. */
                account?: components["parameters"]["Account"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, newest first. Only the response to a creation has a token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["Key"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The label of the key. Default: `API key`. */
                    name?: string;
                    account?: components["schemas"]["AccountReference"];
                };
            };
        };
        responses: {
            /** @description The key and its token. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"] & {
                        token: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The revoked key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    editCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 1 to 10 in half steps; null makes the card raw. */
                    grade?: number | null;
                    /** @description In cents. It belongs to the catalog, so every copy of the card has it. */
                    shoeboxValue?: number | null;
                };
            };
        };
        responses: {
            /** @description The card. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Card"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    editGrading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["GradingId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    centering?: number | null;
                    corners?: number | null;
                    edges?: number | null;
                    surface?: number | null;
                    full?: number | null;
                };
            };
        };
        responses: {
            /** @description The grading. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grading"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    startGrading: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GradingInput"];
            };
        };
        responses: {
            /** @description The gradings. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gradings: components["schemas"]["Grading"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    completeGrading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["GradingId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CompleteInput"];
            };
        };
        responses: {
            /** @description The grading. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grading"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    trigger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriggerInput"];
            };
        };
        responses: {
            /** @description The gradings, and the deliveries of those that have already ended. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gradings: components["schemas"]["Grading"][];
                        deliveries: components["schemas"]["Delivery"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listTargets: {
        parameters: {
            query?: {
                /** @description The id or email of an account. Default: the first account of the world. */
                account?: components["parameters"]["Account"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The targets, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        targets: components["schemas"]["Target"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createTarget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetInput"];
            };
        };
        responses: {
            /** @description The target. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Target"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The target is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The id or email of an account. Default: the first account of the world. */
                account?: components["parameters"]["Account"];
                grading?: string;
                target?: number;
                state?: components["schemas"]["DeliveryState"];
                /** @description Only deliveries with a lower id. */
                before?: number;
                /** @description The maximum number of deliveries. Default: 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries of the account, or of all accounts when none is given, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["Delivery"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: components["schemas"]["Delivery"];
                        attempts: components["schemas"]["Attempt"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    resendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new delivery. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    waitForDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    account?: components["schemas"]["AccountReference"];
                    /** Format: uuid */
                    grading?: string;
                    target?: number;
                    outcome?: components["schemas"]["Outcome"];
                    url?: string;
                    state?: components["schemas"]["DeliveryState"];
                    timeout?: components["schemas"]["Timeout"];
                };
            };
        };
        responses: {
            /** @description The latest matching delivery with its attempts. After the timeout, 504 `timed_out` names the closest one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: components["schemas"]["Delivery"];
                        attempts: components["schemas"]["Attempt"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description An `operationId` of the Partner API. */
                operation?: string;
                method?: string;
                /** @description The path without its query. */
                path?: string;
                status?: number;
                /** @description The id or email of an account. Default: the first account of the world. */
                account?: components["parameters"]["Account"];
                key?: number;
                /** @description Only calls with a higher `sequence`. */
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Requests"];
            default: components["responses"]["Error"];
        };
    };
    clearRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The journal is empty. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    waitForRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description An `operationId` of the Partner API. */
                    operation?: string;
                    method?: string;
                    /** @description The path without its query. */
                    path?: string;
                    query?: {
                        [key: string]: string;
                    };
                    status?: number;
                    account?: components["schemas"]["AccountReference"];
                    key?: number;
                    /** @description Only calls with a higher `sequence`. */
                    after?: number;
                    /** @description Default: 1. */
                    count?: number;
                    timeout?: components["schemas"]["Timeout"];
                };
            };
        };
        responses: {
            200: components["responses"]["Requests"];
            default: components["responses"]["Error"];
        };
    };
    countRequests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description An `operationId` of the Partner API. */
                    operation?: string;
                    method?: string;
                    /** @description The path without its query. */
                    path?: string;
                    query?: {
                        [key: string]: string;
                    };
                    status?: number;
                    account?: components["schemas"]["AccountReference"];
                    key?: number;
                    /** @description Only calls with a higher `sequence`. */
                    after?: number;
                };
            };
        };
        responses: {
            /** @description How many calls match. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** @description Up to three calls that do not match, the closest first. */
                        nearMisses: {
                            id: string;
                            method: string;
                            url: string;
                            status: number;
                            /** @description Such as `status is 200, not 429`. */
                            differences: string[];
                        }[];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshots, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        snapshots: components["schemas"]["Snapshot"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    takeSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    restoreSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                };
            };
        };
        responses: {
            /** @description The state is restored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Clock"];
            default: components["responses"]["Error"];
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    by: components["schemas"]["Duration"];
                };
            };
        };
        responses: {
            200: components["responses"]["Clock"];
            default: components["responses"]["Error"];
        };
    };
    freezeClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description Default: now.
                     */
                    at?: string;
                };
            };
        };
        responses: {
            200: components["responses"]["Clock"];
            default: components["responses"]["Error"];
        };
    };
    resumeClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Clock"];
            default: components["responses"]["Error"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        faults: components["schemas"]["Fault"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultInput"];
            };
        };
        responses: {
            /** @description The fault, active from now on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All faults are removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fault is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    listScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenarios, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        scenarios: components["schemas"]["Scenario"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    saveScenario: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Scenario"];
            };
        };
        responses: {
            /** @description The scenario. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    removeScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["ScenarioName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    runScenario: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    account?: components["schemas"]["AccountReference"];
                    name?: components["schemas"]["ScenarioName"];
                    steps?: components["schemas"]["ScenarioSteps"];
                };
            };
        };
        responses: {
            /** @description What each step did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioRun"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
/** Method and path of every operation that clients call, in the order of the document. */
export const routes = {
    getHealth: { method: "GET", path: "/_mock/health" },
    getReadiness: { method: "GET", path: "/_mock/ready" },
    getControlDocument: { method: "GET", path: "/_mock/openapi.json" },
    judgeReadiness: { method: "GET", path: "/_mock/readiness" },
    getWorld: { method: "GET", path: "/_mock/world" },
    reset: { method: "POST", path: "/_mock/reset" },
    listAccounts: { method: "GET", path: "/_mock/accounts" },
    createAccount: { method: "POST", path: "/_mock/accounts" },
    listKeys: { method: "GET", path: "/_mock/keys" },
    createKey: { method: "POST", path: "/_mock/keys" },
    revokeKey: { method: "DELETE", path: "/_mock/keys/{id}" },
    getCard: { method: "GET", path: "/_mock/cards/{id}" },
    editCard: { method: "PATCH", path: "/_mock/cards/{id}" },
    editGrading: { method: "PATCH", path: "/_mock/gradings/{id}" },
    startGrading: { method: "POST", path: "/_mock/gradings" },
    completeGrading: { method: "POST", path: "/_mock/gradings/{id}/complete" },
    trigger: { method: "POST", path: "/_mock/trigger" },
    listTargets: { method: "GET", path: "/_mock/targets" },
    createTarget: { method: "POST", path: "/_mock/targets" },
    deleteTarget: { method: "DELETE", path: "/_mock/targets/{id}" },
    listDeliveries: { method: "GET", path: "/_mock/deliveries" },
    getDelivery: { method: "GET", path: "/_mock/deliveries/{id}" },
    resendDelivery: { method: "POST", path: "/_mock/deliveries/{id}/resend" },
    waitForDelivery: { method: "POST", path: "/_mock/deliveries/wait" },
    listRequests: { method: "GET", path: "/_mock/requests" },
    clearRequests: { method: "DELETE", path: "/_mock/requests" },
    waitForRequests: { method: "POST", path: "/_mock/requests/wait" },
    countRequests: { method: "POST", path: "/_mock/requests/count" },
    getRequest: { method: "GET", path: "/_mock/requests/{request}" },
    listSnapshots: { method: "GET", path: "/_mock/snapshots" },
    takeSnapshot: { method: "POST", path: "/_mock/snapshot" },
    restoreSnapshot: { method: "POST", path: "/_mock/restore" },
    getClock: { method: "GET", path: "/_mock/clock" },
    advanceClock: { method: "POST", path: "/_mock/clock/advance" },
    freezeClock: { method: "POST", path: "/_mock/clock/freeze" },
    resumeClock: { method: "POST", path: "/_mock/clock/resume" },
    listFaults: { method: "GET", path: "/_mock/faults" },
    addFault: { method: "POST", path: "/_mock/faults" },
    clearFaults: { method: "DELETE", path: "/_mock/faults" },
    removeFault: { method: "DELETE", path: "/_mock/faults/{id}" },
    listScenarios: { method: "GET", path: "/_mock/scenarios" },
    saveScenario: { method: "POST", path: "/_mock/scenarios" },
    removeScenario: { method: "DELETE", path: "/_mock/scenarios/{name}" },
    runScenario: { method: "POST", path: "/_mock/scenarios/run" },
} as const;
/** The query parameters that have a default, and so a value in every valid request. */
export interface DefaultedQuery {
    getHealth: never;
    getReadiness: never;
    getControlDocument: never;
    judgeReadiness: never;
    getWorld: never;
    reset: never;
    listAccounts: never;
    createAccount: never;
    listKeys: never;
    createKey: never;
    revokeKey: never;
    getCard: never;
    editCard: never;
    editGrading: never;
    startGrading: never;
    completeGrading: never;
    trigger: never;
    listTargets: never;
    createTarget: never;
    deleteTarget: never;
    listDeliveries: never;
    getDelivery: never;
    resendDelivery: never;
    waitForDelivery: never;
    listRequests: never;
    clearRequests: never;
    waitForRequests: never;
    countRequests: never;
    getRequest: never;
    listSnapshots: never;
    takeSnapshot: never;
    restoreSnapshot: never;
    getClock: never;
    advanceClock: never;
    freezeClock: never;
    resumeClock: never;
    listFaults: never;
    addFault: never;
    clearFaults: never;
    removeFault: never;
    listScenarios: never;
    saveScenario: never;
    removeScenario: never;
    runScenario: never;
}
