/** Texts of a size to choose, each hard for a reader in its own way. */
export const families: Readonly<
  Record<string, { readonly make: (size: number) => string; readonly languageId: string; readonly size: number }>
> = {
  'a stream of documents': {
    languageId: 'yaml',
    size: 200,
    make: (n) => Array.from({ length: n }, (_, i) => deployment(i)).join('---\n'),
  },
  'a stream of whole applications': {
    languageId: 'yaml',
    size: 40,
    make: (n) => Array.from({ length: n }, (_, i) => application(i)).join('---\n'),
  },
  'a list of many containers': {
    languageId: 'yaml',
    size: 1000,
    make: (n) => `${podHead}  containers:\n${Array.from({ length: n }, (_, i) => `    - name: c${i}\n      image: a\n`).join('')}`,
  },
  'one long line of JSON': {
    languageId: 'json',
    size: 2000,
    make: (n) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: Array.from({ length: n }, (_, i) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `c${i}` } })),
      }),
  },
  'one long scalar': {
    languageId: 'yaml',
    size: 400_000,
    make: (n) => `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: ${'x y '.repeat(n / 4)}\n`,
  },
  'one long quoted scalar': {
    languageId: 'yaml',
    size: 100_000,
    make: (n) => `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "${'x\\n '.repeat(n / 4)}"\n`,
  },
  'lines of a block scalar': {
    languageId: 'yaml',
    size: 5_000,
    make: (n) => `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n${'    key: value # kind\n'.repeat(n)}`,
  },
  'nested brackets': { languageId: 'yaml', size: 2000, make: (n) => `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(n)}` },
  'nested dashes': { languageId: 'yaml', size: 2000, make: (n) => `apiVersion: v1\nkind: Pod\nspec:\n  ${'- '.repeat(n)}a\n` },
  'many aliases': {
    languageId: 'yaml',
    size: 4000,
    make: (n) => `${podHead}  x: &x {a: 1}\n  containers: [${'*x, '.repeat(n)}]\n`,
  },
  'many comments': { languageId: 'yaml', size: 20_000, make: (n) => `${podHead}${'  # a comment: with kind\n'.repeat(n)}  containers: []\n` },
  'many template actions': {
    languageId: 'helm',
    size: 3000,
    make: (n) => `${podHead}  containers:\n${'    {{- if .a }}\n    - name: "{{ .b }}"\n      image: {{ .c }}\n    {{- end }}\n'.repeat(n)}`,
  },
  'empty documents': { languageId: 'yaml', size: 20_000, make: (n) => '---\n'.repeat(n) },
  'many stages': {
    languageId: 'dockerfile',
    size: 500,
    make: (n) => Array.from({ length: n }, (_, i) => `FROM ${i === 0 ? 'alpine' : `s${i - 1}`} AS s${i}\nRUN apt-get update && curl -k x\n`).join(''),
  },
  'many steps': { languageId: 'dockerfile', size: 3000, make: (n) => `FROM debian:12\n${'ARG A=$A\nRUN curl $A | sh && rm -rf /x\n'.repeat(n)}` },
  'one long continued step': { languageId: 'dockerfile', size: 5000, make: (n) => `FROM debian:12\nRUN true \\\n${'  && apt-get install -y a \\\n'.repeat(n)}  && true\n` },
  'one long line of a step': { languageId: 'dockerfile', size: 100_000, make: (n) => `FROM a\nRUN ${'a "b" $(c) && '.repeat(n / 14)}true\n` },
  'copies and removals': { languageId: 'dockerfile', size: 500, make: (n) => `FROM debian:12\n${Array.from({ length: n }, (_, i) => `COPY id_rsa${i} /k${i}\nRUN rm /k${i}\n`).join('')}` },
  'many installs': { languageId: 'dockerfile', size: 60, make: (n) => `FROM debian:13\nCOPY package*.json ./\n${'RUN apt-get update\nRUN apk update && apk add a && pip install b && dnf install c && npm i\nADD https://e.com/a.tgz /\nRUN git clone http://e.com/a.git && wget http://e.com/b.tgz && sha256sum -c b.tgz\n'.repeat(n)}` },
  'one step of many installs': { languageId: 'dockerfile', size: 60, make: (n) => `FROM debian:13\nRUN true${' && apt install a && apk add a && pip install b && dnf install c && git clone http://e.com/a && curl -O http://e.com/b.sh'.repeat(n)}\n` },
  'removals by pattern': { languageId: 'dockerfile', size: 500, make: (n) => `FROM debian:13\n${'COPY a.key b.key /k/\n'.repeat(n)}${'RUN rm -f /k/a.key /x/* /x/*/*.key && curl -ssssk https://e.com && (cd a && ls)\n'.repeat(n)}` },
  'many options': { languageId: 'dockerfile', size: 3000, make: (n) => `FROM debian:13\nRUN curl ${'-k '.repeat(n)}\nCMD ${'curl -k '.repeat(n)}\n` },
  'many pairs': { languageId: 'dockerfile', size: 3000, make: (n) => `FROM ${'${A'.repeat(n)}\nARG ${'token: '.repeat(n)}\nENV ${'A_TOKEN=x '.repeat(n)}\n` },
  'one long word of short ones': { languageId: 'yaml', size: 20_000, make: (n) => `apiVersion: v1\nkind: ConfigMap\ndata:\n  password: ${'a.'.repeat(n)}\n` },
  'many scalars that build': { languageId: 'yaml', size: 300, make: (n) => `a:\n${'  - docker build --build-arg A_TOKEN=${{ secrets.A }} --squash .\n  - "docker build --build-arg \\"A_TOKEN=$A\\" ."\n'.repeat(n)}` },
  'one scalar of many builds': { languageId: 'yaml', size: 300, make: (n) => `a:\n  run: |\n${'    A_TOKEN=a\n    docker build \\\n      --build-arg A_TOKEN=${{ x }} --build-arg B_TOKEN .\n'.repeat(n)}` },
  'a folded scalar of many builds': { languageId: 'yaml', size: 300, make: (n) => `a:\n  run: >\n${'    docker build\n    --build-arg A_TOKEN .;\n\n'.repeat(n)}` },
  'one long line of builds in JSON': { languageId: 'json', size: 2000, make: (n) => `{"a": "${'docker build --build-arg \\"A_TOKEN=$A\\";  '.repeat(n)}"}` },
  'a script of many builds': { languageId: 'shellscript', size: 300, make: (n) => '# bulkhead-ignore ci-squash-flag -- a\ndocker build --build-arg A_TOKEN=$A \\\n  --squash . && $(docker build --build-arg B_TOKEN .)\n'.repeat(n) },
  'a script of many escaped lines': { languageId: 'shellscript', size: 3000, make: (n) => `docker build ${'\\\n# bulkhead-ignore a -- b \\\n--build-arg A_TOKEN '.repeat(n)}` },
  'a Makefile of many builds': { languageId: 'makefile', size: 300, make: (n) => 'a:\n\t@$(DOCKER) build --build-arg A_TOKEN=$$A \\\n\t--build-arg B_TOKEN=$(B) --squash .\n'.repeat(n) },
  'one long recipe': { languageId: 'makefile', size: 3000, make: (n) => `a:\n\tdocker build ${'--build-arg A_TOKEN=$$(B $(C \\\n'.repeat(n)}` },
  'many services': { languageId: 'yaml', size: 300, make: (n) => `services:\n${Array.from({ length: n }, (_, i) => `  s${i}:\n    build: { args: { A_TOKEN: x, B_TOKEN: } }\n    volumes: ["/run/docker.sock:/a"]\n`).join('')}` },
  'a service of many volumes': { languageId: 'yaml', size: 1000, make: (n) => `services:\n  a:\n    volumes:\n${'      - /run/docker.sock:/a\n'.repeat(n)}` },
  'many steps that build': { languageId: 'yaml', size: 300, make: (n) => `steps:\n${'  - uses: docker/build-push-action@v6\n    with:\n      build-args: |\n        A=1\n        A_TOKEN=${{ secrets.A }}\n'.repeat(n)}` },
  'a step of many arguments': { languageId: 'yaml', size: 1000, make: (n) => `steps:\n  - uses: docker/build-push-action@v6\n    with:\n      build-args: |\n${'        A=1\n        A_TOKEN=${{ secrets.A }}\n'.repeat(n)}` },
}; // prettier-ignore

const podHead = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n';

/** An ordinary Deployment of about 42 lines, unlike its neighbours. */
export function deployment(index: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
  labels:
    app: web-${index}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web-${index}
  template:
    metadata:
      labels:
        app: web-${index}
    spec:
      # Where the pods of this service may run.
      nodeSelector:
        pool: general
      containers:
        - name: web
          image: registry.example.com/shop/web-${index}:1.4.${index}
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: PORT
              value: "8080"
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: 8080
          volumeMounts:
            - name: cache
              mountPath: /var/cache/web
      volumes:
        - name: cache
          emptyDir: {}
`;
}

/** What belongs to one service, in nine objects that refer to each other. */
export function application(index: number): string {
  const name = `app-${index}`;
  const metadata = `metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}`;
  return `apiVersion: v1
kind: ServiceAccount
${metadata}
---
apiVersion: v1
kind: Secret
${metadata}
stringData: {password: CHANGE_ME}
---
apiVersion: v1
kind: ConfigMap
${metadata}
data: {level: info}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
${metadata}
rules:
  - {apiGroups: [""], resources: [configmaps], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
${metadata}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}
subjects:
  - {kind: ServiceAccount, name: ${name}, namespace: shop}
---
apiVersion: apps/v1
kind: Deployment
${metadata}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      serviceAccountName: ${name}
      priorityClassName: shop
      containers:
        - name: web
          image: registry.example.com/shop/web:1.4.${index}
          envFrom: [{secretRef: {name: ${name}}}, {configMapRef: {name: ${name}}}]
---
apiVersion: v1
kind: Service
${metadata}
spec:
  selector: {app: ${name}}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
${metadata}
spec:
  rules:
    - host: ${name}.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${name}, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
${metadata}
spec:
  podSelector: {matchLabels: {app: ${name}}}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {}}], ports: [{port: 8080}]}]
`;
}
