# A partner's backend with Ruby's standard library only.
#
# It receives webhooks, reads their gradings, and keeps grades and pictures. CHCK_BASE_URL is the address of the API and
# CHCK_TOKEN a token; CHCK_WEBHOOK_SECRET (`whsec_…`), if set, is what webhooks are signed with; PORT is where it listens.
# It stores in memory what a real backend stores in tables.
require "json"
require "net/http"
require "openssl"
require "socket"
require "uri"

BASE_URL = ENV.fetch("CHCK_BASE_URL", "http://localhost:4000")
TOKEN = ENV.fetch("CHCK_TOKEN")
SECRET = ENV["CHCK_WEBHOOK_SECRET"]
PORT = Integer(ENV.fetch("PORT", "3000"))
MAX_ATTEMPTS = 5
FIRST_WAIT_S = 0.5
MAX_SIGNATURE_AGE_S = 300
WORKERS = 4
REASONS = { 200 => "OK", 204 => "No Content", 400 => "Bad Request", 401 => "Unauthorized",
            404 => "Not Found", 503 => "Service Unavailable" }.freeze

# CHCK refused the key. Calling again does not help: a person must act.
class KeyRefused < StandardError; end
# CHCK has no such object for this account.
class NotFound < StandardError; end

# The Partner API: backs off on 429 and 5xx, and stops for good at 401 and 403.
class Api
  def read(path, query = {})
    uri = URI(BASE_URL + path)
    uri.query = URI.encode_www_form(query) unless query.empty?
    MAX_ATTEMPTS.times do |attempt|
      raise KeyRefused, path if @refused

      wait = FIRST_WAIT_S * 2**attempt * (1 + rand * 0.2)
      begin
        response = Net::HTTP.get_response(uri, { "Authorization" => "Bearer #{TOKEN}" })
        case response.code.to_i
        when 200..299 then return JSON.parse(response.body)
        when 401, 403
          @refused = true
          raise KeyRefused, path
        when 404 then raise NotFound, path
        when 429, 500..599 then wait = Float(response["Retry-After"] || wait)
        else raise ArgumentError, "#{path}: #{response.body}"
        end
      rescue SystemCallError, IOError, JSON::ParserError, Net::OpenTimeout, Net::ReadTimeout
        # No connection, or a response that broke off.
      end
      sleep wait if attempt + 1 < MAX_ATTEMPTS
    end
    raise IOError, "#{path} failed #{MAX_ATTEMPTS} times"
  end

  # All items of a list: `next_cursor` goes back unchanged until it is null.
  def pages(path, items)
    query = {}
    loop do
      page = read(path, query)
      page[items].each { |item| yield item }
      return if page["next_cursor"].nil?

      query = { cursor: page["next_cursor"] }
    end
  end
end

# The bytes behind an image link: it is signed, leads to another host, and gets no key.
def picture(url)
  response = Net::HTTP.get_response(URI(url))
  raise IOError, "the picture got #{response.code}" unless response.is_a?(Net::HTTPOK)

  response.body
end

# Standard Webhooks: one of the signatures is that of the id, the time and the body as it came.
def signature_valid?(headers, body)
  sent_at = Integer(headers["webhook-timestamp"] || "", 10)
  return false if (Time.now.to_i - sent_at).abs > MAX_SIGNATURE_AGE_S

  key = SECRET.delete_prefix("whsec_").unpack1("m")
  digest = OpenSSL::HMAC.digest("SHA256", key, "#{headers["webhook-id"]}.#{sent_at}.#{body}")
  expected = "v1,#{[digest].pack("m0")}"
  headers["webhook-signature"].to_s.split.any? { |given| OpenSSL.secure_compare(given, expected) }
rescue ArgumentError
  false
end

# Takes webhooks at once, and works on them afterwards.
class Backend
  attr_reader :grades, :pictures, :open

  def initialize
    @api = Api.new
    @grades = {}
    @pictures = {}
    @gradings = {}
    @cards = {}
    @claimed = {}
    @open = 0
    @lock = Mutex.new
    @work = Queue.new
    WORKERS.times { Thread.new { loop { process(@work.pop) } } }
  end

  # A webhook may arrive more than once, also at the same moment. With a database: a unique constraint.
  def accept(grading_id)
    @lock.synchronize do
      return if @claimed[grading_id]

      @claimed[grading_id] = true
      @open += 1
    end
    @work << grading_id
  end

  def sync
    @api.pages("/v1/gradings", "gradings") { |one| @gradings[one["id"]] = one }
    @api.pages("/v1/cards", "cards") { |one| @cards[one["user_card_id"]] = one }
    { gradings: @gradings.size, cards: @cards.size }
  end

  private

  def process(grading_id)
    store(grading_id)
  rescue NotFound
    puts "CHCK knows no grading #{grading_id}: dropped"
  rescue StandardError => e # Not processed: the next sync or webhook tries again.
    @lock.synchronize { @claimed.delete(grading_id) }
    puts "#{grading_id} is not stored: #{e.inspect}"
  ensure
    @lock.synchronize { @open -= 1 }
  end

  # Believes the grading, whatever the webhook said, and copies pictures while their links are valid.
  def store(grading_id)
    found = @api.read("/v1/gradings/#{URI.encode_www_form_component(grading_id)}")
    @grades[grading_id] = found["user_card_grade"]&.fetch("full_overall_grade")
    card = @api.read("/v1/cards/#{found["grading"]["user_card_id"]}")
    card["images"].slice("front", "back").compact.each do |name, url|
      @pictures[[grading_id, name]] = picture(url)
    end
  end
end

# A small HTTP server: Ruby's standard library no longer has one.
class Server
  def initialize(backend)
    @backend = backend
    @server = TCPServer.new("127.0.0.1", PORT)
    @server.listen(128) # Webhooks come in bursts.
  end

  def run
    puts "Receiving webhooks at http://localhost:#{PORT}/webhooks"
    loop { Thread.new(@server.accept) { |socket| serve(socket) } }
  end

  private

  def serve(socket)
    method, path = socket.gets.to_s.split
    headers = read_headers(socket)
    status, content = respond(method, path, headers, read_body(socket, headers))
    text = content.nil? ? "" : JSON.generate(content)
    length = status == 204 ? "" : "Content-Type: application/json\r\nContent-Length: #{text.bytesize}\r\n"
    socket.write("HTTP/1.1 #{status} #{REASONS[status]}\r\n#{length}Connection: close\r\n\r\n#{text}")
  rescue SystemCallError, IOError
    # The caller is gone.
  ensure
    socket.close
  end

  def respond(method, path, headers, body)
    case [method, path]
    when ["GET", "/"] then [200, { grades: @backend.grades, pictures: @backend.pictures.size, open: @backend.open }]
    when ["POST", "/webhooks"] then webhook(headers, body)
    when ["POST", "/sync"] then [200, @backend.sync]
    else [404, nil]
    end
  rescue KeyRefused
    [503, { error: "CHCK refused our key" }]
  end

  def webhook(headers, body)
    return [401, nil] if SECRET && !signature_valid?(headers, body)

    @backend.accept(JSON.parse(body).fetch("grading_session_id").to_s)
    [204, nil]
  rescue JSON::ParserError, KeyError, NoMethodError
    [400, nil]
  end

  def read_headers(socket)
    headers = {}
    while (line = socket.gets.to_s.chomp) != ""
      name, value = line.split(":", 2)
      headers[name.downcase] = value.to_s.strip
    end
    headers
  end

  def read_body(socket, headers)
    return socket.read(headers["content-length"].to_i) unless headers["transfer-encoding"] == "chunked"

    body = +""
    while (size = socket.gets.to_s.to_i(16)).positive?
      body << socket.read(size)
      socket.gets
    end
    socket.gets
    body
  end
end

$stdout.sync = true
Server.new(Backend.new).run
