<?php
// Takes events from Waybill, each once: as a file in a folder, which is there before the answer. PHP 8.1 or newer:
// WAYBILL_WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:8080 examples/webhook.php

$key = base64_decode(str_replace('whsec_', '', getenv('WAYBILL_WEBHOOK_SECRET') ?: ''));
$folder = getenv('EVENTS') ?: 'events';
$body = file_get_contents('php://input');

// As https://www.standardwebhooks.com says; its packages do the same.
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$at = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
$expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$at.$body", $key, true));
$given = explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '');
$signed = $key !== '' && abs(time() - (int) $at) < 300
    && array_filter($given, fn ($each) => hash_equals($expected, $each)) !== [];
if (!$signed) {
    http_response_code(401);
    exit;
}

if (!is_dir($folder)) {
    mkdir($folder, recursive: true);
}
$said = json_decode($body, true);
foreach ($said['events'] ?? [$said] as $event) {
    $file = "$folder/{$event['id']}.json";
    if (file_exists($file)) {
        continue;
    }
    $part = fopen("$file.part", 'w');
    fwrite($part, json_encode($event, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE));
    fsync($part);
    fclose($part);
    rename("$file.part", $file);
    error_log("{$event['type']} {$event['id']}");
}
http_response_code(204);
