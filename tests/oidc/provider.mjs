// A real OpenID provider for tests/test_oidc.py: node tests/oidc/provider.mjs CALLBACK_URL
// It listens on a free port, prints its address, and knows a few people. Whoever writes a name and any password is signed in.
import http from "node:http";
import Provider from "oidc-provider";

const PEOPLE = {
  kaisa: { email: "kaisa@example.org", email_verified: true },
  stranger: { email: "vieras@example.org", email_verified: true },
  unverified: { email: "kaisa@example.org", email_verified: false },
  claimed: { email: "kaisa@example.org", email_verified: "false" },
  aino: { email: "aino@example.org", email_verified: true },
};

const server = http.createServer((request, response) => handle(request, response));
let handle;

server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "kokemus", client_secret: "a secret of the tests only", redirect_uris: [process.argv[2]] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    pkce: { required: () => true },
    cookies: { keys: ["a key of the tests only"] },
  });
  handle = provider.callback();
  console.log(issuer);
});
