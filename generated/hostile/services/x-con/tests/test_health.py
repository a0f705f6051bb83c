import unittest

from app.main import app


class HealthTest(unittest.TestCase):
    def test_answers_ok(self) -> None:
        response = app.test_client().get("/healthz")
        self.assertEqual(response.status_code, 200)


if __name__ == "__main__":
    unittest.main()
