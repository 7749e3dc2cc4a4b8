// file: server/schema.ts
export const schema = z.object({ email: z.string().email() });
