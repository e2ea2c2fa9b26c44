/** A module that Hawtio shares with its plugins, in the version that Hawtio itself uses. */
export async function shared(name) {
  const [version] = Object.values(window.vestnik.shared[name]);
  return (await version.get())();
}
