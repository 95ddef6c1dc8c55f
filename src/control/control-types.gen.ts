/** Generated from openapi/control-api.v1.yaml by npm run generate: do not edit. */
export interface paths {
    "/_mock/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process is alive */
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
        /** The world is made and requests are answered */
        get: operations["getReadiness"];
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
        /** Which world the mock holds */
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
        /** Make the world anew, or another one, and forget everything that happened since */
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
        /** The dashboard accounts */
        get: operations["listAccounts"];
        put?: never;
        /** Create an account with a user, data and a key of its own, which no other account sees */
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
        /** The API keys of an account, revoked ones too */
        get: operations["listKeys"];
        put?: never;
        /** Create an API key; its token is shown this once */
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
        /** Revoke an API key, from this moment on */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
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
        /** Submit a card to the pipeline */
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
        /** End a grading now */
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
        /** Fire webhooks, by new gradings or by one that there is */
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
        /** The webhook targets of an account */
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
        /** Remove a webhook target, and give up what is not yet delivered to it */
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
        /** Webhooks that were sent or are to be sent */
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
        /** One delivery with its attempts */
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
        /** Send the same message again, as a delivery of its own */
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
        /** Wait for a delivery, `delivered` unless another state is named, and answer with it */
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
        /** The calls of the Partner API and of image links, as many as the mock keeps */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        /** Forget every call */
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
        /** Wait until so many calls like this have come, those before included, and answer with them */
        post: operations["waitForRequests"];
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
        /** The latest call with a request id, which every answer bears as `x-request-id` */
        get: operations["getRequest"];
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
        /** Keep everything as it is now; the latest 16 snapshots are kept while the mock runs */
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
        /** Bring back everything as a snapshot has it, any number of times */
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
        /** What the mock's clock shows */
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
        /** Move the clock ahead; what falls due happens, in order, before the answer */
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
        /** Stop the clock, now or at an instant */
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
        /** Let the clock run on from where it stands */
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
        /** The faults in force */
        get: operations["listFaults"];
        put?: never;
        /** Disturb the next calls or webhooks */
        post: operations["addFault"];
        /** Take every fault back */
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
        /** Take a fault back */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account's id or email; the first account of the world when absent. */
        AccountReference: string | number;
        /** @enum {string} */
        Outcome: "success" | "failure";
        /** @enum {string} */
        Capture: "full" | "two-image";
        /** @description The overall grade, 1 to 10 in half steps; the seed's when absent. */
        Grade: number;
        /** @description The five grades; null until there are any, and null by part where the capture allows none. */
        Grades: {
            centering: number | null;
            corners: number | null;
            edges: number | null;
            surface: number | null;
            full: number | null;
        } | null;
        /** @description Something that fell due while the clock was moved; `at` is its instant. */
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
            /** @description Which attempt of its delivery it was, from 1. */
            number: number;
            /** @description What the receiver answered. */
            status: number | null;
            failure: components["schemas"]["AttemptFailure"];
            /** @description When the next attempt is due; null when none is to come. */
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
        /** @description How long to wait, in real time; `5s` when absent. */
        Timeout: string;
        /** @description One call. No token is in it, only what tells keys apart. */
        Request: {
            id: string;
            /**
             * Format: date-time
             * @description On the mock's clock.
             */
            at: string;
            /** @description When it came in real time, in ms since 1970. */
            realMs: number;
            sequence: number;
            clientAddress: string;
            method: string;
            /** @description Path and query. */
            url: string;
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
            /** @description The first 8192 characters. */
            responseBody: string | null;
            nextCursor: string | null;
            /** @description Why it was refused, in a sentence. */
            reason: string | null;
            /** @description The kinds of the faults that struck it, joined by ` + `. */
            fault: string | null;
        };
        Target: {
            id: number;
            userId: number;
            outcome: components["schemas"]["Outcome"];
            url: string;
            /** Format: date-time */
            createdAt: string;
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
            /** @description When the pipeline takes its next step. */
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
            /** @description The bytes that are sent. */
            body: string;
            /** @description The kind of the fault that made this delivery what it is. */
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
        /** @description By their names in lower case. */
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
            /** @description True when the token follows from the seed. */
            development: boolean;
            /** Format: date-time */
            createdAt: string;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        /** @description What to disturb, and how. Which options go with which kind is told in docs/faults.md; any other is refused. */
        FaultInput: {
            /**
             * @description Against calls, then against webhooks.
             * @enum {string}
             */
            kind: "status" | "latency" | "reset" | "empty" | "truncated" | "malformed" | "drip" | "duplicate" | "delay" | "reorder" | "drop" | "unknown-grading" | "wrong-outcome" | "corrupted-body";
            /** @description How many calls or deliveries to disturb; until it is taken back when absent. */
            next?: number;
            /** @description An `operationId` of the Partner API; any when absent. Calls only. */
            operation?: string;
            /** @description An account's id or email; any when absent. */
            account?: string | number;
            /** @description The id of an active key; any when absent. Calls only. */
            key?: number;
            /** @description The id of a webhook target; any when absent. Webhooks only. */
            target?: number;
            /** @description The share of calls or deliveries to disturb; the seed decides which. */
            chance?: number;
            /** @description A documented error status. */
            status?: number;
            /** @description Seconds; with the statuses 429 and 503. */
            retryAfter?: number;
            /** @description Such as `2s`. */
            delay?: string;
            /** @description Between the drips, such as `20ms`. */
            pause?: string;
            /** @description How many bytes are sent at all, or in each drip. */
            bytes?: number;
            /** @description Whether `content-length` is that of the whole body. */
            fullLength?: boolean;
            /** @description How many deliveries one becomes. */
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
            /** @description As they were given, with the defaults of the others. */
            options: {
                [key: string]: unknown;
            };
            /** @description How many are still to be disturbed; null for all. */
            remaining: number | null;
            /** @description How many calls or deliveries were looked at so far. */
            matched: number;
            /** Format: date-time */
            createdAt: string;
        };
    };
    responses: {
        /** @description It is. */
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
        /** @description The calls, the oldest first. */
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
        /** @description What the clock shows, and what fell due while it was moved. */
        Clock: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** Format: date-time */
                    now: string;
                    frozen: boolean;
                    /** @description How far it is ahead of real time. */
                    offsetMs: number;
                    /** @description In the order in which they happened. */
                    events: components["schemas"]["SettledEvent"][];
                };
            };
        };
        /** @description What was wrong: 400 `invalid_argument`, 401 `admin_token_required`, 403 `host_refused` or `origin_refused`, 404 `not_found`, 409 `conflict`, 504 `timed_out`. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error: {
                        code: string;
                        /** @description What was seen, what was expected, and what to do. */
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
        /** @description An account's id or email; the first account of the world when absent. */
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
                    /** @description A world's name or the path of a file on the mock's machine. */
                    world?: string;
                    /** @description The seed of the world. */
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description The world that was made. */
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
            /** @description The accounts, the oldest first. */
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
                    /** @description Made up when absent. */
                    email?: string;
                    name?: string;
                    /** @description Raw cards; none when absent. */
                    cards?: number;
                    /** @description Completed gradings, each with a graded card of its own; none when absent. */
                    gradings?: number;
                    /** @description False for an account whose keys must get 403. */
                    usable?: boolean;
                };
            };
        };
        responses: {
            /** @description The account, with the token of its first key. */
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
                /** @description An account's id or email; the first account of the world when absent. */
                account?: components["parameters"]["Account"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, the newest first. No answer but that of a creation holds a token. */
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
                    /** @description The label of the key. */
                    name: string;
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
    startGrading: {
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
                    /** @description A `user_card_id`; a raw card when absent. */
                    card?: number;
                    capture?: components["schemas"]["Capture"];
                    outcome?: components["schemas"]["Outcome"];
                    grade?: components["schemas"]["Grade"];
                    /** @description How long the pipeline takes on the mock's clock, `0s` when absent; null leaves the grading in progress until it is completed. */
                    delay?: string | null;
                    /** @description How many; 1 when absent. */
                    count?: number;
                };
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
                "application/json": {
                    outcome?: components["schemas"]["Outcome"];
                    grade?: components["schemas"]["Grade"];
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
    trigger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    outcome: components["schemas"]["Outcome"];
                    account?: components["schemas"]["AccountReference"];
                    /**
                     * Format: uuid
                     * @description An existing grading instead of new ones.
                     */
                    grading?: string;
                    count?: number;
                    /** @description How long the pipeline takes on the mock's clock. */
                    delay?: string;
                    /** @description A `user_card_id`; a raw card when absent. */
                    card?: number;
                    capture?: components["schemas"]["Capture"];
                    grade?: components["schemas"]["Grade"];
                    /** @description How many more times each is sent. */
                    duplicates?: number;
                    /** @description Send them in another order than their gradings ended. */
                    shuffle?: boolean;
                    /** @description Send to this address, which need not be registered, instead of to the targets. */
                    to?: string;
                    /** @description Send to this registered target alone. */
                    target?: number;
                    /** @description Values that take the place of the payload's own, by wire name. */
                    overrides?: {
                        [key: string]: string;
                    };
                    /** @description Fields that no webhook has by itself, as CHCK may add one some day. */
                    additions?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description The gradings, and the deliveries of those that have ended already. */
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
                /** @description An account's id or email; the first account of the world when absent. */
                account?: components["parameters"]["Account"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The targets, the oldest first. */
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
                "application/json": {
                    account?: components["schemas"]["AccountReference"];
                    outcome: components["schemas"]["Outcome"];
                    url: string;
                };
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
            /** @description It is gone. */
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
                /** @description An account's id or email; the first account of the world when absent. */
                account?: components["parameters"]["Account"];
                grading?: string;
                target?: number;
                state?: components["schemas"]["DeliveryState"];
                /** @description Only deliveries with a lower id. */
                before?: number;
                /** @description How many at most; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries of the account (of all accounts when none is named), the newest first. */
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
            /** @description The latest such delivery with its attempts. When none comes in time, 504 `timed_out` tells what came closest. */
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
                account?: number;
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
            /** @description They are forgotten. */
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
                    account?: number;
                    key?: number;
                    /** @description Only calls with a higher `sequence`. */
                    after?: number;
                    /** @description How many; 1 when absent. */
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
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        takenAt: string;
                    };
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
            /** @description It is as it was. */
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
                    /** @description A duration such as `6m`. */
                    by: string;
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
                     * @description Now when absent.
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
            /** @description The faults, the oldest first. */
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
            /** @description The fault, in force from now on. */
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
            /** @description There are no faults any more. */
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
            /** @description The fault is no longer in force. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
}
/** Method and path of every operation that clients call, in the order of the document. */
export const routes = {
    getHealth: { method: "GET", path: "/_mock/health" },
    getReadiness: { method: "GET", path: "/_mock/ready" },
    getWorld: { method: "GET", path: "/_mock/world" },
    reset: { method: "POST", path: "/_mock/reset" },
    listAccounts: { method: "GET", path: "/_mock/accounts" },
    createAccount: { method: "POST", path: "/_mock/accounts" },
    listKeys: { method: "GET", path: "/_mock/keys" },
    createKey: { method: "POST", path: "/_mock/keys" },
    revokeKey: { method: "DELETE", path: "/_mock/keys/{id}" },
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
    getRequest: { method: "GET", path: "/_mock/requests/{request}" },
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
} as const;
/** The query parameters that have a default, and so a value in every valid request. */
export interface DefaultedQuery {
    getHealth: never;
    getReadiness: never;
    getWorld: never;
    reset: never;
    listAccounts: never;
    createAccount: never;
    listKeys: never;
    createKey: never;
    revokeKey: never;
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
    getRequest: never;
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
}
