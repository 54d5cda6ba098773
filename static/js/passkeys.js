// Passkeys: asks the browser for one, or to make one, and posts the form with it. Without script the forms stay hidden.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const word = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function make(form) {
  const { publicKey } = JSON.parse(document.getElementById(form.dataset.passkeyOptions).textContent).creation_options;
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: known(publicKey.excludeCredentials),
    // It signs in by itself, so it must know who it belongs to, and that it is them.
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  };
  return navigator.credentials.create({ publicKey: asked });
}

async function use(form) {
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  const { publicKey } = (await answer.json()).request_options;
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) };
  return navigator.credentials.get({ publicKey: asked });
}

function written(credential) {
  const { id, rawId, type, response } = credential;
  const parts = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) parts[name] = word(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return { id, rawId: word(rawId), type, response: parts, clientExtensionResults: credential.getClientExtensionResults() };
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const says = document.querySelector('[data-passkey-says]');
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  says.hidden = true;
  says.setAttribute('role', 'alert');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const credential = await (form.dataset.passkey === 'create' ? make(form) : use(form));
      form.elements.credential.value = JSON.stringify(written(credential));
      form.submit();
    } catch (error) {
      console.info(error);
      says.textContent = form.dataset.passkeyWrong;
      says.hidden = false;
    }
  });
}
