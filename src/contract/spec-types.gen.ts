/** Generated from openapi/partner-api.v1.yaml by npm run generate: do not edit. */
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the service is running
         * @description Public. No key is needed.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the account that the key belongs to
         * @description The guide says that it exists and needs a key. Its body is not published, so every field here is assumed.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gradings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List gradings, newest first
         * @description A grading is one card submission that the pipeline processes. Gradings in progress and failed gradings are listed too. For the next page, send `next_cursor` as `cursor` until it is null.
         */
        get: operations["listGradings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gradings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one grading with its card and grade
         * @description The `grading_session_id` of a webhook is the `id` here.
         */
        get: operations["getGrading"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the user's cards
         * @description Searches, filters and sorts the user's cards. With a `cursor`, the order is `added_at` descending, and `sort` and `dir` are ignored. Sorting is by value, nulls last when ascending and first when descending (assumed).
         */
        get: operations["listCards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cards/{user_card_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one card with its catalog data, images and gradings
         * @description The id is the `user_card_id` of the card list (`user_cards.id`), not the catalog's `card_id`.
         */
        get: operations["getCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the registered webhook targets
         * @description The list is in snake_case, unlike the response to a creation. It is in the order of ids (assumed).
         */
        get: operations["listWebhookTargets"];
        put?: never;
        /**
         * Register a webhook target
         * @description Registering an outcome and URL twice makes two targets, each with its own delivery (assumed).
         */
        post: operations["createWebhookTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a webhook target
         * @description Nothing more is sent to it. Its pending deliveries are dropped (assumed).
         */
        delete: operations["deleteWebhookTarget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    gradingCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A grading completed
         * @description Sent to every target of the user that is registered for this outcome. `grading_session_id` is the id of the grading. CHCK retries after any response other than 2xx until one succeeds, and may deliver the same grading more than once: handlers must be idempotent. There are no signing headers today. The retry schedule and the timeout are not published.
         */
        post: operations["gradingCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * Format: date-time
         * @description A time in UTC with milliseconds and `Z`.
         */
        Timestamp: string;
        /**
         * Format: date-time
         * @description The `cursor` of the next page; null at the end. It is the time of the last item of the page, and present only when more items follow (assumed).
         */
        NextCursor: string | null;
        /**
         * Format: date-time
         * @description An ISO 8601 date-time with `Z` or an offset. That a date alone is refused is assumed.
         */
        Cursor: string;
        /**
         * Format: uri
         * @description A presigned link that expires, by default after 300 s. Every read gives a new one. Null when there is no such image.
         */
        ImageUrl: string | null;
        /** @description From 1 to 10 in half steps; null when it was not graded. That it is a number rather than numeric text is assumed. */
        OverallGrade: number | null;
        /** @description A grade as text, such as "8.5"; null for a raw card. */
        GradeText: string | null;
        /**
         * @description How the grading ended.
         * @enum {string}
         */
        WebhookOutcome: "success" | "failure";
        Health: {
            /** @constant */
            status: "ok";
        };
        /** @description Nothing is published, so every field is assumed. */
        Account: {
            id: number;
            /** Format: email */
            email: string;
            name: string;
            /** @constant */
            role: "partner";
            /** @description The CHCK user whose data the key sees. */
            user_id: number;
            created_at: components["schemas"]["Timestamp"];
        };
        /** @description One card submission that the pipeline processes. */
        Grading: {
            /**
             * Format: uuid
             * @description Also the `grading_session_id` of webhooks.
             */
            id: string;
            /** @description The id for card detail. */
            user_card_id: number;
            unique_identifier: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
        };
        GradingPage: {
            /** @description Newest first. */
            gradings: components["schemas"]["Grading"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        GradingDetail: {
            grading: components["schemas"]["Grading"];
            /** @description The catalog data of the card, with the same fields as in card detail (assumed). */
            card: components["schemas"]["CatalogCard"] | null;
            /** @description Null while there is no grade (in progress, or failed). */
            user_card_grade: components["schemas"]["UserCardGrade"] | null;
        };
        /** @description The grade. After a two-image capture it may have centering only: the other subgrades are null, `full_overall_grade` is null (assumed), and there is no damage report (assumed). */
        UserCardGrade: {
            centering_overall_grade: components["schemas"]["OverallGrade"];
            corners_overall_grade: components["schemas"]["OverallGrade"];
            edges_overall_grade: components["schemas"]["OverallGrade"];
            surface_overall_grade: components["schemas"]["OverallGrade"];
            full_overall_grade: components["schemas"]["OverallGrade"];
            model_grade: components["schemas"]["ModelGrade"];
            damage_report_front_url: components["schemas"]["ImageUrl"];
            damage_report_back_url: components["schemas"]["ImageUrl"];
            slab_front_url: components["schemas"]["ImageUrl"];
            slab_back_url: components["schemas"]["ImageUrl"];
        };
        /** @description Internals of the grading model. Prefer the `*_overall_grade` fields. Its properties are assumed. */
        ModelGrade: {
            model_version?: string;
            centering?: components["schemas"]["ModelScore"];
            corners?: components["schemas"]["ModelScore"];
            edges?: components["schemas"]["ModelScore"];
            surface?: components["schemas"]["ModelScore"];
            full?: components["schemas"]["ModelScore"];
        };
        /** @description The score of the model before rounding to a half step; null when there was nothing to grade. */
        ModelScore: number | null;
        /** @description The catalog metadata of a card. That it exists is documented. The names of the fields are assumed. */
        CatalogCard: {
            id: number;
            brand: string;
            year: string;
            card_number: string;
            variant: string | null;
            /** @description The guide says "player". */
            player_name: string;
            team_name: string | null;
            category_id: number;
            category: string;
            set_name: string | null;
            tcdb_id: number | null;
            /** Format: uri */
            tcdb_url: string | null;
            /** @description In cents. */
            shoebox_value: number | null;
        };
        CardListImages: {
            front: components["schemas"]["ImageUrl"];
            back: components["schemas"]["ImageUrl"];
        };
        /** @description A card that the user owns, with its catalog data. */
        CardListItem: {
            /** @description The id for card detail. */
            user_card_id: number;
            /** @description The catalog's id. */
            card_id: number;
            brand: string;
            /** @description Text such as "2000". */
            year: string;
            card_number: string;
            variant: string | null;
            player_name: string;
            team_name: string | null;
            /** @description Such as "Baseball". */
            category: string;
            grade: components["schemas"]["GradeText"];
            /** @description Such as "chck". */
            grader: string | null;
            /** @description In cents. */
            shoebox_value: number | null;
            added_at: components["schemas"]["Timestamp"];
            images: components["schemas"]["CardListImages"];
        };
        CardPage: {
            /** @description The cards of the page. No published page names this key. It is assumed from the path. */
            cards: components["schemas"]["CardListItem"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        /** @description Ownership, grade, grader, share slug and timestamps are documented. The names of the fields are assumed. */
        UserCard: {
            id: number;
            user_id: number;
            card_id: number;
            grade: components["schemas"]["GradeText"];
            grader: string | null;
            share_slug: string | null;
            added_at: components["schemas"]["Timestamp"];
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
        };
        /** @description Front and back, and slab and damage report when available. The names of the fields are assumed. */
        CardImages: {
            front: components["schemas"]["ImageUrl"];
            back: components["schemas"]["ImageUrl"];
            slab_front: components["schemas"]["ImageUrl"];
            slab_back: components["schemas"]["ImageUrl"];
            damage_report_front: components["schemas"]["ImageUrl"];
            damage_report_back: components["schemas"]["ImageUrl"];
        };
        CardDetail: {
            user_card: components["schemas"]["UserCard"];
            card: components["schemas"]["CatalogCard"];
            images: components["schemas"]["CardImages"];
            /** @description The ids of the gradings of this card, newest first (the order is assumed). */
            gradings: string[];
        };
        WebhookTarget: {
            id: number;
            outcome: components["schemas"]["WebhookOutcome"];
            /**
             * Format: uri
             * @description The URL as it was sent.
             */
            url: string;
            created_at: components["schemas"]["Timestamp"];
        };
        WebhookTargetList: {
            webhook_targets: components["schemas"]["WebhookTarget"][];
        };
        WebhookTargetInput: {
            outcome: components["schemas"]["WebhookOutcome"];
            /**
             * Format: uri
             * @description An absolute http or https URL. Production expects https. That other schemes are refused is assumed.
             */
            url: string;
        };
        /** @description The stored row, in camelCase. Only the list is in snake_case. */
        CreatedWebhookTarget: {
            id: number;
            userId: number;
            outcome: components["schemas"]["WebhookOutcome"];
            /**
             * Format: uri
             * @description The URL as it was sent.
             */
            url: string;
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description What a webhook target receives. */
        GradingWebhook: {
            /**
             * Format: uuid
             * @description The id of the grading.
             */
            grading_session_id: string;
            outcome: components["schemas"]["WebhookOutcome"];
        };
        ValidationError: {
            /** @constant */
            error: "validation_error";
            details: components["schemas"]["ValidationDetails"];
        };
        /** @description The errors in the flattened form of Zod. The names of the fields in it are assumed. */
        ValidationDetails: {
            /** @description The messages, by the name of the path parameter, query parameter or body property. */
            fieldErrors: {
                [key: string]: string[];
            };
            /** @description The messages that are not about a single field. */
            formErrors: string[];
        };
        CredentialsError: {
            /** @enum {string} */
            error: "missing_credentials" | "invalid_credentials";
        };
        KeyNotUsableError: {
            /** @constant */
            error: "key_not_usable";
        };
        NotFoundError: {
            /** @constant */
            error: "not_found";
        };
        /** @description The error body of the framework, documented for 429 and 5xx and assumed elsewhere. */
        FrameworkError: {
            /** @description The HTTP status. */
            statusCode: number;
            /** @description The reason phrase of the status. */
            error: string;
            message: string;
            /** @description The code of the framework, such as `FST_ERR_CTP_BODY_TOO_LARGE`. */
            code?: string;
        };
        /** @description The body of the framework for 429. */
        TooManyRequestsError: {
            /** @constant */
            statusCode: 429;
            /** @constant */
            error: "Too Many Requests";
            message: string;
        };
    };
    responses: {
        /** @description A query parameter is invalid. */
        InvalidQuery: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description The id is invalid. For a path that cannot be decoded the response has the framework's shape (assumed). */
        InvalidPath: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"] | components["schemas"]["FrameworkError"];
            };
        };
        /** @description The body is invalid. For a body that is not JSON the response has the framework's shape (assumed). */
        InvalidBody: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ValidationError"] | components["schemas"]["FrameworkError"];
            };
        };
        /** @description There is no bearer token (`missing_credentials`), or it is unknown, malformed or revoked (`invalid_credentials`). */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CredentialsError"];
            };
        };
        /** @description The account of the key is not a partner with a CHCK user. */
        KeyNotUsable: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["KeyNotUsableError"];
            };
        };
        /** @description There is no such object, or it belongs to another user: the response is the same. For an unknown route the response has the framework's shape (assumed). */
        NotFound: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["NotFoundError"] | components["schemas"]["FrameworkError"];
            };
        };
        /** @description The body is larger than 1 MiB. */
        BodyTooLarge: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FrameworkError"];
            };
        };
        /** @description The body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FrameworkError"];
            };
        };
        /** @description There were more than 600 requests in a minute. The body has the framework's shape. Back off exponentially. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TooManyRequestsError"];
            };
        };
        /** @description The service failed. The body has the framework's shape. Back off exponentially. */
        ServerError: {
            headers: {
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["FrameworkError"];
            };
        };
    };
    parameters: {
        /**
         * @description The maximum number of items of a page.
         * @example 25
         */
        Limit: number;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The number of requests that a window allows.
         * @example 600
         */
        RateLimitLimit: number;
        /**
         * @description The number of requests that are left in the window.
         * @example 599
         */
        RateLimitRemaining: number;
        /**
         * @description The seconds until the window ends.
         * @example 60
         */
        RateLimitReset: number;
        /**
         * @description The `Origin` of the request. Absent when the request has none (assumed).
         * @example https://partner.example
         */
        AllowOrigin: string;
        /**
         * @description When to send the next request. That it is in seconds is assumed.
         * @example 12
         */
        RetryAfter: number;
        /**
         * @description May be present. `error` is `invalid_request` without credentials and `invalid_token` with unknown or revoked ones. Do not depend on the realm.
         * @example Bearer realm="shoebox", error="invalid_token"
         */
        WwwAuthenticate: string;
    };
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
            /** @description The service is running. */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. It never has a token or a hash. */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listGradings: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items of a page.
                 * @example 25
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Only gradings with a `created_at` strictly before this time.
                 * @example 2025-03-12T16:40:07.231Z
                 */
                cursor?: components["schemas"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of gradings. */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradingPage"];
                };
            };
            400: components["responses"]["InvalidQuery"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getGrading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The UUID of the grading. The response to anything else is 400.
                 * @example c3a1f2de-8b54-4f0e-9d2a-6a1b7c5e4f10
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grading. `user_card_grade` is null while there is no grade (in progress, or failed). */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradingDetail"];
                };
            };
            400: components["responses"]["InvalidPath"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listCards: {
        parameters: {
            query?: {
                /**
                 * @description The maximum number of items of a page.
                 * @example 25
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Only cards with an `added_at` strictly before this time.
                 * @example 2025-03-12T16:40:07.231Z
                 */
                cursor?: components["schemas"]["Cursor"];
                /**
                 * @description Searches player, brand, year, card number and team. It is a case-insensitive substring in which `%` and `_` are ordinary characters, and an empty value is no filter (both assumed).
                 * @example topps
                 */
                q?: string;
                /**
                 * @description All cards, only cards with a grade, or only cards without one.
                 * @example graded
                 */
                graded?: "all" | "graded" | "raw";
                /**
                 * @description Only cards of this catalog category.
                 * @example 1
                 */
                category_id?: number;
                /**
                 * @description The field to sort by. Ignored with a `cursor`.
                 * @example year
                 */
                sort?: "added" | "player" | "year" | "brand" | "grade";
                /**
                 * @description The direction to sort in. Ignored with a `cursor`.
                 * @example asc
                 */
                dir?: "desc" | "asc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of cards. */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardPage"];
                };
            };
            400: components["responses"]["InvalidQuery"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    getCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A positive integer. The response to anything else is 400, and to one beyond 64 bits 404 (assumed).
                 * @example 1024
                 */
                user_card_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card. */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardDetail"];
                };
            };
            400: components["responses"]["InvalidPath"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    listWebhookTargets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All webhook targets of the user. */
            200: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTargetList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    createWebhookTarget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Further properties are ignored (assumed). */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookTargetInput"];
            };
        };
        responses: {
            /** @description The stored target, in camelCase. The status is assumed, the body is documented. */
            201: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookTarget"];
                };
            };
            400: components["responses"]["InvalidBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    deleteWebhookTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A positive integer. The response to one beyond 64 bits is 404 (assumed).
                 * @example 3
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The target is removed. The response has no body. */
            204: {
                headers: {
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "Access-Control-Allow-Origin": components["headers"]["AllowOrigin"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidPath"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["KeyNotUsable"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            "5XX": components["responses"]["ServerError"];
        };
    };
    gradingCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradingWebhook"];
            };
        };
        responses: {
            /** @description Success. The delivery is complete, and the body is not read. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failure. The delivery is retried. Redirects are not followed (assumed). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
/** Method and path of every operation that clients call, in the order of the document. */
export const routes = {
    getHealth: { method: "GET", path: "/health" },
    getAccount: { method: "GET", path: "/v1/account" },
    listGradings: { method: "GET", path: "/v1/gradings" },
    getGrading: { method: "GET", path: "/v1/gradings/{id}" },
    listCards: { method: "GET", path: "/v1/cards" },
    getCard: { method: "GET", path: "/v1/cards/{user_card_id}" },
    listWebhookTargets: { method: "GET", path: "/v1/webhook-targets" },
    createWebhookTarget: { method: "POST", path: "/v1/webhook-targets" },
    deleteWebhookTarget: { method: "DELETE", path: "/v1/webhook-targets/{id}" },
} as const;
/** The query parameters that have a default, and so a value in every valid request. */
export interface DefaultedQuery {
    getHealth: never;
    getAccount: never;
    listGradings: "limit";
    getGrading: never;
    listCards: "limit" | "graded" | "sort" | "dir";
    getCard: never;
    listWebhookTargets: never;
    createWebhookTarget: never;
    deleteWebhookTarget: never;
}
