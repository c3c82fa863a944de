/** Packages of Debian, Alpine and Fedora with the programs in them, by what they are for. */
const packages = {
  network: `curl wget nmap telnet socat tcpdump lftp rsync tftp inetutils-telnet=telnet busybox-extras=telnet
    netcat=nc|netcat netcat-openbsd=nc|netcat netcat-traditional=nc|netcat nmap-ncat=nc|ncat ncat nc=nc|netcat
    dnsutils=dig|nslookup|host|nsupdate bind9-dnsutils=dig|nslookup|host|nsupdate bind-tools=dig|nslookup|host|nsupdate
    bind-utils=dig|nslookup|host|nsupdate bind9-host=host iputils-ping=ping iputils=ping|arping|tracepath
    net-tools=netstat|ifconfig|route|arp iproute2=ip|ss|tc|bridge iproute=ip|ss|tc|bridge
    openssh-client=ssh|scp|sftp|ssh-keygen|ssh-keyscan|ssh-agent|git openssh-clients=ssh|scp|sftp|ssh-keygen|ssh-keyscan|ssh-agent|git
    ftp traceroute mtr`,
  debug: `vim=vim|vi vim-tiny=vi|vim vim-minimal=vi|vim vim-enhanced=vim|vi nano emacs emacs-nox=emacs less gdb gdbserver strace ltrace
    htop procps=ps|top|pgrep|pkill|free|watch|sysctl|kill|uptime|pidof|w procps-ng=ps|top|pgrep|pkill|free|watch|sysctl|kill|uptime|pidof|w
    sudo git=git|go|pip|pip3|uv|npm|pnpm|yarn|composer|cargo|bundle|poetry`,
} as const;

export type ToolKind = keyof typeof packages;

/** The programs of each package that the rule about this kind knows; whoever runs one of them needs the package. */
export const toolPackages: Readonly<Record<ToolKind, ReadonlyMap<string, readonly string[]>>> = {
  network: toMap(packages.network),
  debug: toMap(packages.debug),
};

function toMap(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text.split(/\s+/).map((entry) => {
      const [name = '', programs = name] = entry.split('=');
      return [name, programs.split('|')];
    }),
  );
}
