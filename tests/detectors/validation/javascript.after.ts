// file: server/schema.ts
const PHONE = /^[0-9]+$/; // signal: validation-changed field="PHONE" kind="phone"
export const schema = z.object({
    email: z.string().regex(/^[\w.]+@[\w.]+$/i, "bad"), // signal: validation-changed field="email" kind="email"
    firstName: z.string().max(4), // signal: validation-changed field="firstName" rule="at most 4 characters"
    city: yup.string().matches(/^[\p{L}\p{M} .'’-]+$/u),
    order: z.string().regex(/^\d+$/),
});

export function check(lastName: string, value: string) {
    // signal: validation-changed field="last_name" refused="O'Connor"
    if (/['"]/.test(lastName)) throw new Error("no quotes");
    const parts = value.replace(/[^a-z]/g, "");
    // signal: validation-changed field="last_name" refused="O'Connor, Anne-Marie, de la Cruz"
    return lastName.match(/^\p{L}+$/u) !== null;
}

export class Customer {
    @Matches(/^[A-Z][a-z]+$/) // signal: validation-changed field="surname"
    @MaxLength(100)
    surname: string;
}

export const validators = [
    body("username").isLength({ min: 3, max: 8 }), // signal: validation-changed field="username" rule="at least 3 and at most 8 characters"
];
