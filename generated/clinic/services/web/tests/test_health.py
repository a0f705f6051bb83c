import os
import unittest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")

import django  # noqa: E402
from django.test import Client  # noqa: E402

django.setup()


class HealthTest(unittest.TestCase):
    def test_answers_ok_for_any_host(self) -> None:
        response = Client().get("/healthz", headers={"host": "10.0.0.1"})
        self.assertEqual(response.status_code, 200)


if __name__ == "__main__":
    unittest.main()
