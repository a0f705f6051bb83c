// In: sentences about who logs in with what. Out: proof that a second sign-in is not dropped in silence, and that one sign-in is not told as two.
import { describe, expect, it } from "vitest";
import { decide } from "../../src/decisions/decide.ts";
import { answersOf } from "../helpers/answers.ts";

function read(text: string, overrides = {}) {
  const { table, diagnostics } = decide(answersOf({ "security.authentication": text }, overrides));
  return {
    auth: table.auth.value,
    told: diagnostics.filter(({ code }) => code === "ARCH_NOT_BUILT").map(({ message }) => message),
  };
}

describe("a second sign-in", () => {
  it.each([
    ["Dealers log in through Auth0. Staff log in to the desk with Entra ID.", "auth0", "Entra ID"],
    ["Customers: Cognito; back office: Okta", "cognito", "Okta"],
    ["Customers have accounts in Cognito and staff sign in with Google Workspace.", "cognito", "sign in with Google"],
    ["Staff use Azure AD, patients sign in with BankID", "oidc", "Azure AD"],
    ["Members have our own user table with bcrypt. Employees log in with Okta.", "own", "Okta"],
  ])("is said: %s", (text, auth, other) => {
    const found = read(text);
    expect(found.auth).toBe(auth);
    expect(found.told).toEqual([expect.stringContaining(`"${other}" beside it is not wired`)]);
  });

  it.each([
    ["Cognito, federated with Entra ID for staff"],
    ["Auth0 with Google login as a social connection for customers"],
    ["Users log in with Keycloak; Entra ID is its upstream identity provider"],
    ["Users log in with Auth0. Developers use Okta for the AWS console."],
    ["Users log in with Auth0; Okta was considered"],
    ["Auth0 for customers. Auth0 for staff, too."],
    ["Dealers log in through Auth0, passwords are hashed with argon2"],
    ["We migrated our users from Okta to Auth0"],
    ["Entra ID (formerly Azure AD) for all staff"],
    ["Auth0. Google login for teachers, through Auth0 as well."],
    ["university SSO (Shibboleth)"],
    ["Auth0, with support for enterprise connections such as Okta. Our users log in with e-mail."],
    ["Our own: ASP.NET Identity for patrons. Single sign-on with a theatre's Entra ID is asked for now and then."],
    ["Members log in with Auth0. Entra ID is for the office laptops and not for this application."],
    ["Own login with name and password. BankID is wish of some customers, perhaps later."],
    ["No login"],
  ])("is not said: %s", (text) => {
    expect(read(text).told).toEqual([]);
  });

  it("is settled by an override", () => {
    const text = "Dealers log in through Auth0. Staff log in to the desk with Entra ID.";
    expect(read(text, { auth: "auth0" }).told).toEqual([]);
  });
});
