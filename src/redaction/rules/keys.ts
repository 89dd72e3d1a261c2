/** The words that keys end with, and what their values are. `_` stands for any way to join words, or none. */

const KEYS = {
  password:
    'password passwords passwd passwrd passphrase pass_phrase passcode passwort kennwort contrasena senha mot_de_passe mot_de_passe_temporaire mot_de_passe_provisoire ' +
    'clave wachtwoord passord adgangskode losenord salasana heslo haslo ' +
    'pwd pass pw userpass root_pw bindpw bind_pw adminpw keypass storepass psk wpa_psk',
  apiKey:
    'api_key apikey api_token access_token app_key application_key subscription_key x_functions_key ' +
    'api_secret api_auth sdk_key client_side_id sonar_login sonar_token license_key licence_key access_key access_key_id maps_key server_key api_key_id',
  /** The key names a secret, so nearly any value is one. */
  secret:
    'secret client_secret secret_key secret_access_key secret_key_base app_secret consumer_secret shared_secret ' +
    'auth_token auth_key authtoken bearer_token refresh_token id_token session_token security_token ' +
    'private_token deploy_token bot_token webhook_secret signing_secret signing_key encryption_key encrypt_key ' +
    'private_key master_key account_key storage_key shared_access_key shared_key hmac_key cookie_secret ' +
    'jwt_secret token_secret service_key admin_key root_token vault_token personal_access_token oauth_token ' +
    'csrf_token xsrf_token x_csrf_token x_xsrf_token connection_key instrumentation_key salt_key decryption_key ' +
    'secret_token reset_token login_token device_token push_token code_verifier client_assertion code_challenge ' +
    'x_amz_security_token x_vault_token x_auth_token x_gitlab_token private_key_passphrase secret_id ' +
    'erlang_cookie samlart saml_art samlresponse saml_response pre_shared_key community_string snmp_community encryption_password preshared_key unseal_key ' +
    'validation_key seed_phrase recovery_key backup_key cipher_key aes_key crypto_key kek dek',
  /** The key may name something else, so the value must look drawn by chance. */
  maybe:
    'app_id appid token key credential credentials creds signature sig auth salt hmac nonce_secret hash_key assertion jwt code',
  code: 'otp totp mfa_code otp_code verification_code one_time_password one_time_code auth_code pin pin_code cvv cvc cvv2 cvc2 security_code cv_number card_code card_verification_number card_verification_value',
  session:
    'session_id sessionid session jsessionid phpsessid asp.net_sessionid sid sess connect.sid session_key ' +
    'laravel_session sessid aspsessionid cfid cftoken remember_me remember_token auth_cookie ssid_token ' +
    'x_session_id session_cookie ci_session rack.session _session aspxauth identity.application identity.external aspnetcore.cookies aspnetcore.session ' +
    'aspnet.applicationcookie csrftoken xsrf-token',
  user:
    'user username user_name usename rolname usr login login_name userid user_id uname account_name acct ' +
    'logname ruser remote_user auth_user subject_user_name target_user_name run_as principal ' +
    'user_principal_name db_user created_by updated_by modified_by requested_by assigned_to assignee ' +
    'uid nick nickname screen_name sam_account_name samaccountname impersonated_by caller_name ' +
    'actor initiator initiated_by requester reporter logon_account account_login user_login os_user ' +
    'author subject sub principal_name client_username ssh_user nt_user_name security_user suser duser remote_login owner_name ' +
    'changed_by approved_by reported_by opened_by closed_by resolved_by raised_by committer submitted_by logged_in_as effective_user proxy_user doas account ' +
    'benutzer benutzername anmeldename nutzername benutzerkennung utilisateur identifiant nom_utilisateur usuario ' +
    'nombre_usuario nombre_de_usuario nome_usuario utente nome_utente gebruiker gebruikersnaam bruker brukernavn brugernavn',
  /** Those who work there: the value may be a name, or an account. */
  staff:
    'operator operator_id validator validated_by teller teller_id cashier cashier_id employee_id employee_no nurse physician pharmacist technologist clerk staff_id bediener',
  person:
    'identity first_name last_name full_name given_name family_name middle_name surname forename customer_name ' +
    'client_name patient_name patient contact_name card_holder cardholder_name card_holder_name account_holder holder ' +
    'holder_name display_name real_name employee_name recipient_name sender_name billing_name shipping_name ' +
    'beneficiary beneficiary_name creditor_name debtor_name author_name vorname nachname maiden_name nom prenom ' +
    'passenger passenger_name guest_name student_name employee customer contact_person person_name legal_name ' +
    'user_full_name reviewer_name manager_name gecos subscriber_name name_on_card fname lname ' +
    'kunde kundin kundenname ansprechpartner mitarbeiter kontoinhaber inhaber kontakt nom_client nom_complet nom_famille nom_de_famille ' +
    'titulaire apellido apellidos nombre nombre_completo titular cliente cognome nome nome_completo achternaam voornaam ' +
    'bearbeiter ersteller melder antragsteller verantwortlicher responsable demandeur solicitante richiedente ' +
    'consignee consignor shipper payee payer addressee signatory signee insured policyholder policy_holder remitter ' +
    'debtor creditor debitor kreditor auftraggeber kontrahent beneficiario ordenante destinatario destinataire mittente ordinante ' +
    'odbiorca nadawca klient wnioskodawca buyer seller anrufer appelant chiamante llamante ' +
    'klant naam efternamn fornavn etternavn sobrenome',
  host:
    'host hostname host_name server server_name servername machine machine_name ' +
    'computer computer_name workstation workstation_name fqdn target_host remote_host rhost source_host ' +
    'src_host dest_host dst_host db_host database_host redis_host smtp_host mail_host upstream_host peer_name ' +
    'origin_host client_host backend_host hostaddr endpoint_host proxy_host domain_name node nodename node_name devname device_name dvc sysname source_workstation ' +
    'ws wks wkstn nas_identifier hypervisor vm_name agent_host dvchost client_name_host instance_host ' +
    'rechner rechnername arbeitsplatz arbeitsstation serveur ordinateur poste equipo servidor nome_host runner_name',
  /** May be the name of anything. */
  name: 'name nm family given first last',
  phone:
    'phone phone_number phone_no telephone tel mobile mobile_number mobile_no mobile_phone cell cell_phone ' +
    'cellphone fax fax_number msisdn whatsapp home_phone work_phone contact_number caller_id callerid caller ' +
    'callee callback call_back callback_number sms_to telefon handy telefonnummer recipient_phone customer_phone phone1 phone2 landline ' +
    'dest_addr source_addr destination_addr contact emergency_contact from_number to_number called_number calling_number ani dnis ' +
    'rufnummer mobil mobilnummer telefonnr telefono telefone telefoonnummer tlf celular cellulare',
  ssn: 'ssn social_security_number social_security social_security_no social_security_num ss_number sin_number tax_id taxpayer_id itin tin',
  mac: 'mac mac_address macaddr hwaddr hw_addr hwaddress ether lladdr link_ether bssid client_mac src_mac dst_mac hardware_address physical_address chaddr',
} as const;
export type Kind = keyof typeof KEYS;
const KINDS = Object.keys(KEYS).filter((kind): kind is Kind => kind in KEYS);

/** How written keys join words. */
const JOINTS = ['', '_', '-', '.', ' '];
function spellings(words: string): readonly string[] {
  return [...new Set(JOINTS.map(joint => words.replaceAll('_', joint)))];
}

/** Every spelling of every key with its kind; of two kinds for one spelling the first one stays. */
export const KIND_OF: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap(kind =>
    KEYS[kind].split(' ').flatMap(key => spellings(key).map(spelling => [spelling, kind] as const)),
  ).reverse(),
);

/** Keys so long and plain that they are found at the end of any word, such as `dbpassword`. */
export const UNMISTAKABLE =
  'accesstoken passphrase firstname passwords password username hostname passwort sessionid lastname fullname passwd apikey secret token msisdn'.split(
    ' ',
  );

/** Endings so common in logs that the word before them is asked for too. */
const COMMON_ENDINGS = /^(?:name|number|no|num|id|by|to|key|code|with|as|\w{1,2})$/;

/** Words that are keys only in quotes. */
const IN_QUOTES = new Set(['first', 'last']);

/** What finds every key at its end: its last word, or its last two. */
export const KEY_TRIGGERS: readonly string[] = [
  ...new Set(
    KINDS.flatMap(kind => KEYS[kind].split(' ')).flatMap(key => {
      const [last = '', before] = key.split('_').reverse();
      if (IN_QUOTES.has(key)) return [`${key}"`, `${key}'`];
      if (before === undefined || !COMMON_ENDINGS.test(last)) return [`${last}\\k`];
      return [`${before}\\j${last}\\k`, `${before}${last}\\k`];
    }),
  ),
];
