/** What one types into a music player to hear the studio there. */

export interface Typed {
  label: "Server" | "User name" | "Password";
  value: string;
}

/** The fields that every player asks for, in their usual order; ``origin``: the address of the studio. */
export function toType(origin: string, username: string, password: string): Typed[] {
  return [
    { label: "Server", value: origin },
    { label: "User name", value: username },
    { label: "Password", value: password },
  ];
}

/** The same as text of one line each. */
export const asText = (fields: readonly Typed[]): string => fields.map(({ label, value }) => `${label}: ${value}`).join("\n");
