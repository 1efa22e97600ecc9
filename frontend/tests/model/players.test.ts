import { expect, test } from "vitest";
import { asText, toType } from "../../src/model/players";

test("what a player asks for is one line each", () => {
  const fields = toType("https://studio.example", "clara", "k3vq-8wzt");
  expect(asText(fields)).toBe("Server: https://studio.example\nUser name: clara\nPassword: k3vq-8wzt");
});
