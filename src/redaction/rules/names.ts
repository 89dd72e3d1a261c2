/** Names of people and accounts, and of what only looks like one. */
import { isPlaceholder } from './values.js';

const SYSTEM_ACCOUNTS = new Set(
  (
    'root admin administrator administrators superuser daemon bin sys sync games man lp mail news uucp proxy backup ' +
    'list irc gnats nobody nogroup guest anonymous anon system service services local network www www-data nginx ' +
    'apache apache2 httpd http https tomcat jetty postgres postgresql pgsql mysql mariadb mongodb mongo redis ' +
    'memcached rabbitmq oracle sa dba db database elastic elasticsearch kibana logstash grafana prometheus loki ' +
    'jenkins gitlab gitlab-runner runner git github svn ubuntu ec2-user centos debian fedora admin1 vagrant docker ' +
    'node deploy deployer ci build builder worker app application apps web webmaster api default user users username ' +
    'unknown none null test tester testuser demo example sample public shared all everyone someone anyone other ' +
    'others self me you him her them it ftp ftpuser postfix krbtgt dovecot sshd ssh ntp rpc rpcuser dbus messagebus syslog ' +
    'systemd systemd-network systemd-resolve systemd-timesync polkitd chrony cron crond hdfs yarn mapred spark ' +
    'hadoop hive hbase kafka zookeeper airflow celery flink nifi solr consul vault nomad etcd kube kubelet kubernetes ' +
    'kube-proxy argocd flux terraform ansible puppet chef salt nagios zabbix icinga monitor monitoring telegraf ' +
    'datadog newrelic splunk healthcheck health haproxy varnish squid envoy istio linkerd traefik bitnami operator ' +
    'localsystem localservice networkservice trustedinstaller windowsupdateagent bot robot mailer-daemon noreply ' +
    'await async function return new class const let var static final public private void string object null ' +
    'no-reply support info postmaster abuse hostmaster runneradmin console scheduler vsts azureuser cloud-user core pi home ' +
    'name user_name login_name pass try ' +
    'sistema système benutzer gast utilisateur invité administrateur usuario invitado administrador utente ospite amministratore gebruiker beheerder'
  ).split(' '),
);

const ACCOUNT = /^[\p{L}][\p{L}\p{M}\d._+@-]{1,63}$/u;
const TOO_COMMON =
  /^(?:system|kube|serviceaccount|svc|service|sa|app|k8s|dwm|umfd|iis|nt)[-:_.]|[-_.](?:svc|service|sa|bot|user|admin|agent|runner|daemon|operator|controller|system|account|app|job|worker)$|\$$|^enable_\d+$|^(?:release|test|dev)-keys$/i;
const IDENTIFIER = /^[0-9a-f]{8}-[0-9a-f-]{27}$|^(?=.*\d)[0-9a-f]{12,}$|^v?\d[\d.]*$/i;
/** Letters of both cases and digits, drawn by chance. */
const DRAWN = /^(?=.*\d.*\d|.*[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z])(?=.*[a-z])(?=.*[A-Z])[A-Za-z\d]{16,}$/;

/** An account that may be a person's: neither a system's account nor a number or identifier. */
export function isAccount(name: string): boolean {
  return (
    ACCOUNT.test(name) &&
    !SYSTEM_ACCOUNTS.has(name.toLowerCase()) &&
    !TOO_COMMON.test(name) &&
    !IDENTIFIER.test(name) &&
    !DRAWN.test(name) &&
    !isPlaceholder(name)
  );
}

/**
 * An account that stands where only one can: that of a program's own use counts too, since it opens doors; what follows
 * its prefix need be no name by itself, as in `svc_sync`.
 */
export const isUser = (name: string): boolean =>
  isAccount(
    name
      .replace(/^(?:svc|service|sa|app)[-_.](?=[a-z]{2})/i, 'a_')
      .replace(/(?<=[a-z]{3})[-_](?:svc|sa)$/i, '_a')
      .replace(
        /(?<!^(?:my|test|the|web|demo|default|sample|example|your|new|main))(?<=[a-z]{3})[-_]app$/i,
        '_a',
      )
      .replace(/(?<=[a-z]{3})[-_](?:service|user|admin|app)$/i, '')
      .replace(/(?<=[a-z]{2})[-_](?:job|bot|agent|worker|runner|daemon)$/i, '_a'),
  );

const WORD = String.raw`(?:Ó (?=\p{Lu}))?(?:\p{L}['’]?\p{L}[\p{L}\p{M}'’.\-]*|\p{Lu}\.)`;
/** An initial between two words may lack its point. */
const PERSON = new RegExp(String.raw`^${WORD}(?:[ ,]{1,2}(?:${WORD}|\p{Lu}(?= ))){0,4}$`, 'u');
/** The words of a name at the beginning of a text. */
export const NAME_AHEAD = new RegExp(
  String.raw`(?:Ó )?\p{Lu}[\p{L}\p{M}'’.\-]+(?: \p{Lu}[\p{L}\p{M}'’.\-]*){0,3}(?![\w.(])`,
  'uy',
);
const THINGS =
  /\b(?:service|server|user|users|group|update|policy|manager|admin|administrator|test|default|system|windows|microsoft|azure|google|amazon|account|team|inc|llc|gmbh|ltd|corp|company|store|shop|bank|department|agent|client|host|controller|error|exception|request|response|not|found|missing|required|invalid|unknown|null|api|gateway|worker|queue|job|task|config|database)\b/i;

/** Behind the name of a company: its form in law. */
const COMPANY = / (?:AG|KG|SE|SA|SL|BV|NV|AS|AB|UG|PLC|SARL|SAS|OHG|SpA|Srl|Lda|Oy)\.?$/;

export function isPersonName(name: string, words: 1 | 2): boolean {
  if (!PERSON.test(name) || THINGS.test(name) || COMPANY.test(name) || isPlaceholder(name)) return false;
  return words === 1 || /[ ,]/.test(name);
}

/** What is no name though it is written like one. */
export const NO_NAME =
  /\b(?:The|This|That|These|Those|For|From|With|Please|Error|Warning|Support|Success|Team|Center|Centre|Portal|Street|Road|Avenue|Avenida|Strasse|Straße|Platz|Building|University|Hospital|Airport|Hotel|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Story|MacBook|Hello|Handshake|Id|Number|Name|Address|Data|List|Page|View|Model|Type|Class|Key|Value|Table|Index|Event|Events|Function|Method|Object|Build|Release|Version|Pipeline|Stage|Node|Cluster|Session|Login|Password|Token|Secret|Certificate|Protocol|Network|Interface|Engine|Framework|Studio|Cloud|Platform|Security|Access|Relationship|Experience|Success|Service|Services|Care|Self|Pool|Record|Records|Import|Export|Report|Reports|Manager|Lead|Office|Desk|Department|Board|Committee|Automation|Scheduler|Bot|Robot|Action|Actions|Runner|Slack|Jira|Github|Gitlab|Jenkins|Kubernetes|Docker|Linux|Windows|Ubuntu|Debian|Java|Python|Spring|Oracle|Microsoft|Google|Amazon|Apple|Billing|Sales|Operations|Engineering|Hosting|Daily|Weekly|Monthly|Nightly|Hourly|Backup|Restore|Deploy|Deployment|Job|Task|Batch|Check|Status|Health|Usage|Disk|Memory|Queue|Job|Alert|Alarm|Incident|Change|Request|Requests|Tier|Shift|Ops|Dev|Front|Back|Data|Database|Server|Host|Client|System|Systems|Software|Hardware|Group|Company|Bank|Store|Shop|Warehouse|Company|Inc|Ltd|Cluster|Default|Unknown|Internal|External|Primary|Secondary|Read|Write|Only|Operator|Exporter|Agent|Webhook|Rule|Rules|Advisory|Prometheus|Grafana|Sentry|Datadog|Nagios|Zabbix|Icinga|Splunk|Kibana|Elastic|Terraform|Ansible|Puppet|Chef|Vault|Consul|Nomad|Redis|Kafka|Mongo|Postgres|Nginx|Apache|Gateway|Menu|Panel|Console|Dashboard|World|There|Folks|Customer|Customers|User|Users|Sir|Madam|Colleague|Colleagues|Partner|Partners|Client|Member|Valued|Full|Total|Max|Min|Average|Started|Failed|Finished|Completed|Test|Tests|Dear|All|Everyone|Your|Our|My|No|New|Old|Next|Previous|Last|First)\b/;

/** Said of the same person on the same line: an address, a number to call, an account at a bank. */
const KIN =
  /(?:^|["'<\s,;{&(|])(?:e-?mail\w*|courriel|correo|mail|tel\w*|tél\w*|fon|handy|phone\w*|mobile?|móvil|rufnummer|durchwahl|call ?back|kartennr|iban|dni|nif)\b[."']{0,2}\s{0,2}(?:[:=]|=>|[+(\d])|[\w.+-]@[\w-]+\./i;
export const saysPerson = (text: string, end: number): boolean =>
  KIN.test(text.slice(end, end + 120).split('\n', 1)[0] ?? '');
